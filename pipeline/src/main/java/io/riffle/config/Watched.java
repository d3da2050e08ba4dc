package io.riffle.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an alert rule can be about. */
public enum Watched {
    /** Each prediction's score by itself. */
    SCORE,
    /** A feature, or the score, against the reference profile, per window. */
    DRIFT,
    /** A field's completeness and the like, per window. */
    QUALITY,
    /** A metric of scores against outcomes, per window. */
    PERFORMANCE,
    /** How an instance is doing. */
    OPERATIONS;

    /** As in rules and signals. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
