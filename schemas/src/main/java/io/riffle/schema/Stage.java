package io.riffle.schema;

import java.util.Locale;

/** The stages of an event's way; the labels are metric labels and header values and never change. */
public enum Stage {
    DECODE,
    DEDUPLICATE,
    ENRICH,
    HISTORY,
    DERIVE,
    SCORE,
    ROUTE;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
