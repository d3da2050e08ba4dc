package io.riffle.demo.payments;

import io.riffle.schema.DeadLetterReason;
import java.util.Optional;

/**
 * One record for the events topic and what is known about it.
 *
 * @param sequence running number of the payment, from 0; a duplicate has that of its original
 * @param late whether it arrives after payments with a later event time
 * @param expected the reason it must become a dead letter for, empty if it must be scored
 */
public record DemoRecord(
        long sequence, Payment payment, byte[] key, byte[] value, boolean late, Optional<DeadLetterReason> expected) {

    /** Whether the payment was fraud: the truth that the pipeline does not see. */
    public boolean isFraud() {
        return payment.fraud() != null;
    }

    DemoRecord arrivingLate() {
        return new DemoRecord(sequence, payment, key, value, true, expected);
    }

    DemoRecord spoiled(BadRecord kind) {
        return new DemoRecord(sequence, payment, key, kind.value(value), late, Optional.of(kind.reason()));
    }

    DemoRecord repeated() {
        return new DemoRecord(sequence, payment, key, value, late, Optional.of(DeadLetterReason.DUPLICATE));
    }
}
