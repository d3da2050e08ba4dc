package io.riffle.deadletter;

import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Why one row of a frame is not scored; the message says what must hold, what was found and where.
 *
 * @param field the declared field that is to blame; null if it is none
 * @param setting what would take such an event, as the message says it; null if that is not known
 */
public record Rejection(
        Stage stage,
        DeadLetterReason reason,
        String message,
        @Nullable String field,
        @Nullable String setting) {
    /** Of one field, or of the event as a whole. */
    public Rejection(Stage stage, DeadLetterReason reason, String message, @Nullable String field) {
        this(stage, reason, message, field, null);
    }

    /** Of the event as a whole. */
    public Rejection(Stage stage, DeadLetterReason reason, String message) {
        this(stage, reason, message, null);
    }

    /** The same, with a sentence more: what the event looks like and which setting takes that. */
    public Rejection taking(String look, String by) {
        return new Rejection(stage, reason, message + "; the value " + look + ": declare " + by, field, by);
    }
}
