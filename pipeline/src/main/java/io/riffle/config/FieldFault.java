package io.riffle.config;

import java.util.Locale;

/** What can be wrong with the values of one declared field. The labels are in reports and never change. */
public enum FieldFault {
    /** Absent or null. */
    MISSING("Share of events without the field"),
    /** Another JSON type than declared: a dead letter. */
    WRONG_TYPE("Share of events that are dead letters because the field has another type"),
    /** Outside {@code min} and {@code max}, or longer than allowed: a dead letter. */
    OUT_OF_RANGE("Share of events that are dead letters because the field is out of its range"),
    /** Outside {@code expected}: scored. */
    OUTLIER("Share of events whose value is outside `expected`"),
    /** Not among {@code values}: scored, or a dead letter where the field refuses those. */
    UNKNOWN_CATEGORY("Share of events whose category is not among `values`");

    private final String meaning;

    FieldFault(String meaning) {
        this.meaning = meaning;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key under {@code quality.fields.<name>}. */
    String key() {
        return label().replace('_', '-');
    }

    String meaning() {
        return meaning;
    }
}
