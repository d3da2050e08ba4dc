package io.riffle.scoring.output;

import io.riffle.deadletter.Rejection;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import io.riffle.settings.ShownText;

/** One run of a model gave no usable answer for its rows. */
public final class RunFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final DeadLetterReason reason;

    public RunFailure(DeadLetterReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Rejection rejection() {
        return new Rejection(Stage.SCORE, reason, ShownText.cut(String.valueOf(getMessage())));
    }
}
