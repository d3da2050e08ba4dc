package io.riffle.demo.payments;

import io.riffle.schema.DeadLetterReason;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The demo's input: an endless stream of card payments as records, in the order they arrive. The same seed and start
 * give the same bytes. About 1 % of the records are bad, 0.3 % come again and 0.4 % arrive up to two minutes late.
 */
public final class CardPayments {
    static final double BAD = 0.01;
    static final double DUPLICATE = 0.003;
    static final double LATE = 0.004;
    private static final BadRecord[] BAD_RECORDS = BadRecord.values();

    private final CardPopulation population;
    private final PaymentStream payments;
    private final SeededRandom random;
    private final PaymentWriter writer = new PaymentWriter();
    private final Incidents incidents;
    private final SeededRandom incidentRandom;
    private final byte[][] keys;
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::arrival).thenComparingLong(Delayed::order));
    private long sequence;
    private long order;

    /** @param start event time of the first payment, milliseconds since the epoch */
    public CardPayments(long seed, long start) {
        this(seed, start, Incidents.NONE);
    }

    /** The same payments, some of them changed by incidents. */
    public CardPayments(long seed, long start, Incidents incidents) {
        this.incidents = incidents;
        SeededRandom seeds = new SeededRandom(seed);
        population = new CardPopulation(seeds.nextLong());
        payments = new PaymentStream(population, seeds.nextLong(), start);
        random = new SeededRandom(seeds.nextLong());
        incidentRandom = new SeededRandom(seeds.nextLong());
        keys = population.cards().stream().map(Card::idBytes).toArray(byte[][]::new);
    }

    public CardPopulation population() {
        return population;
    }

    /** The next record to arrive. */
    public DemoRecord next() {
        while (true) {
            Delayed first = delayed.peek();
            if (first != null && first.arrival() <= payments.nextTime()) {
                delayed.remove();
                return first.record();
            }
            DemoRecord record = spoiled(record(drifted(payments.next())));
            if (record.expected().isPresent()) {
                return record;
            }
            if (!random.chance(LATE)) {
                repeatSometimes(record);
                return record;
            }
            delay(record.arrivingLate(), random.between(2_000, 120_000));
        }
    }

    private DemoRecord record(Payment payment) {
        byte[] key = keys[payment.card().number()];
        byte[] value = writer.write(sequence, key, payment);
        DemoRecord good = new DemoRecord(sequence++, payment, key, value, false, Optional.empty());
        return random.chance(BAD) ? bad(good) : good;
    }

    private Payment drifted(Payment payment) {
        boolean byPhone = payment.entryMode() == EntryMode.CONTACTLESS
                && incidents.drifts(payment.time())
                && incidentRandom.chance(Incidents.DRIFT_SHARE);
        return byPhone ? payment.with(EntryMode.WALLET) : payment;
    }

    private DemoRecord spoiled(DemoRecord record) {
        boolean asText = record.expected().isEmpty()
                && incidents.spoilsQuality(record.payment().time())
                && incidentRandom.chance(Incidents.QUALITY_SHARE);
        return asText ? record.spoiled(BadRecord.AMOUNT_AS_TEXT) : record;
    }

    private DemoRecord bad(DemoRecord good) {
        BadRecord kind = BAD_RECORDS[random.nextInt(BAD_RECORDS.length)];
        int other = (good.payment().card().number() + 1) % keys.length;
        byte[] key = kind.reason() == DeadLetterReason.KEY_MISMATCH ? keys[other] : good.key();
        return new DemoRecord(
                good.sequence(), good.payment(), key, kind.value(good.value()), false, Optional.of(kind.reason()));
    }

    /** A producer that got no answer sends again. */
    private void repeatSometimes(DemoRecord record) {
        if (random.chance(DUPLICATE)) {
            delay(record.repeated(), random.between(500, 90_000));
        }
    }

    private void delay(DemoRecord record, int milliseconds) {
        delayed.add(new Delayed(record.payment().time() + milliseconds, order++, record));
    }

    private record Delayed(long arrival, long order, DemoRecord record) {}
}
