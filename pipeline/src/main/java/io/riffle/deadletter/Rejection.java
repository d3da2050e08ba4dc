package io.riffle.deadletter;

import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Why one row of a frame is not scored; the message says what must hold, what was found and where.
 *
 * @param field the declared field that is to blame; null if it is none
 */
public record Rejection(
        Stage stage,
        DeadLetterReason reason,
        String message,
        @Nullable String field) {
    /** Of the event as a whole. */
    public Rejection(Stage stage, DeadLetterReason reason, String message) {
        this(stage, reason, message, null);
    }
}
