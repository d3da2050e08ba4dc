package io.riffle.schema;

import java.util.Locale;

/** Why a record was neither scored nor set aside; the labels are metric labels and never change. */
public enum SkipReason {
    /** The record has no value, or its envelope has no payload: a key was deleted. */
    TOMBSTONE,
    /** The change event of a row that was deleted. */
    DELETE,
    /** A record that is none about a row, or an array without elements. */
    NO_EVENT;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
