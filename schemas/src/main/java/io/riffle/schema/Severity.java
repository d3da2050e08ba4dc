package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad it is, ascending. */
public enum Severity {
    NONE,
    LOW,
    MEDIUM,
    HIGH;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Of an effect: low from the least one that matters, medium from twice as much, high from five times. */
    public static Severity ofEffect(double effect, double least) {
        if (!(effect >= least)) {
            return NONE;
        }
        if (effect >= 5 * least) {
            return HIGH;
        }
        return effect >= 2 * least ? MEDIUM : LOW;
    }

    /** Reads a label; signals and stored states have it in upper case. */
    @JsonCreator
    public static Severity of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** As in topics, settings and metrics. */
    @JsonValue
    public String label() {
        return label;
    }

    /** Whether something is wrong. */
    public boolean fires() {
        return this != NONE;
    }
}
