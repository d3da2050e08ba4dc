package io.riffle.decode;

import io.riffle.deadletter.Rejection;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;

/**
 * Ends the decoding of one event. It never leaves {@link EventDecoder} and has no stack trace, which would cost more
 * than the decoding.
 */
final class RefusedException extends Exception {
    private final transient Rejection rejection;

    RefusedException(DeadLetterReason reason, String message) {
        super(message, null, false, false);
        rejection = new Rejection(Stage.DECODE, reason, message);
    }

    Rejection rejection() {
        return rejection;
    }
}
