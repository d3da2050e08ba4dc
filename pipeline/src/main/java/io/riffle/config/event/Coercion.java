package io.riffle.config.event;

import io.riffle.feature.FeatureType;

/** What a value may be read as although its JSON type is another one. */
public enum Coercion {
    /** {@code "12.5"} is a number. */
    TEXT_NUMBERS,
    /** {@code "12,5"} and {@code "1.234,50"} are numbers. */
    DECIMAL_COMMA,
    /** {@code "true"}, {@code "yes"}, {@code "1"} and their opposites are booleans. */
    TEXT_BOOLEANS,
    /** {@code 5411} is the category, or the text, {@code 5411}; so are booleans. */
    NUMERIC_CATEGORIES;

    /** Whether it can do something for fields of a type. */
    public boolean fits(FeatureType type) {
        return switch (this) {
            case TEXT_NUMBERS, DECIMAL_COMMA -> type == FeatureType.NUMBER || type == FeatureType.INTEGER;
            case TEXT_BOOLEANS -> type == FeatureType.BOOLEAN;
            case NUMERIC_CATEGORIES -> type == FeatureType.CATEGORY || type == FeatureType.TEXT;
        };
    }
}
