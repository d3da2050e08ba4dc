package io.riffle.schema;

import java.util.Locale;

/** What was odd about an accepted event; the labels are metric labels and never change. */
public enum QualityWarning {
    /** A category that is not declared; encoders treat it as unknown. */
    UNKNOWN_CATEGORY,
    /** A number outside the range that is declared as expected. */
    OUTLIER,
    /** A field that is not declared. */
    UNDECLARED_FIELD,
    /** A value of another type than declared, which is declared to be read as that type. */
    COERCED_FIELD,
    /** An event id that was seen before, where duplicates are declared to be marked instead of dropped. */
    DUPLICATE;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
