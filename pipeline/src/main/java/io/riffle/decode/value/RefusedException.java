package io.riffle.decode.value;

import io.riffle.deadletter.Rejection;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;

/**
 * Ends the decoding of one event. It never leaves {@link io.riffle.decode.EventDecoder} and has no stack trace, which would cost more
 * than the decoding.
 */
public final class RefusedException extends Exception {
    private final transient Rejection rejection;

    public RefusedException(DeadLetterReason reason, String message) {
        this(new Rejection(Stage.DECODE, reason, message));
    }

    private RefusedException(Rejection rejection) {
        super(rejection.message(), null, false, false);
        this.rejection = rejection;
    }

    /** The same, with the declared field that is to blame; the first one named stays. */
    public RefusedException of(String field) {
        return rejection.field() != null
                ? this
                : new RefusedException(
                        new Rejection(rejection.stage(), rejection.reason(), rejection.message(), field));
    }

    public Rejection rejection() {
        return rejection;
    }
}
