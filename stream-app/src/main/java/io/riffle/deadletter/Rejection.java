package io.riffle.deadletter;

import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;

/** Why one row of a frame is not scored; the message says what must hold, what was found and where. */
public record Rejection(Stage stage, DeadLetterReason reason, String message) {}
