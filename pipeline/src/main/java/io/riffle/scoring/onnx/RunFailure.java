package io.riffle.scoring.onnx;

import io.riffle.deadletter.Rejection;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import io.riffle.settings.ShownText;

/** One run of a model gave no usable answer for its rows. */
final class RunFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final DeadLetterReason reason;

    RunFailure(DeadLetterReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Rejection rejection() {
        return new Rejection(Stage.SCORE, reason, ShownText.cut(String.valueOf(getMessage())));
    }
}
