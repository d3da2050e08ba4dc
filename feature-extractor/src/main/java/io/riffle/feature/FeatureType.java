package io.riffle.feature;

/** What a feature's values are. Numbers, integers and booleans are kept as doubles, categories and texts as strings, images as their encoded bytes. */
public enum FeatureType {
    NUMBER,
    INTEGER,
    BOOLEAN,
    CATEGORY,
    TEXT,
    IMAGE;

    /** Whether values are doubles. */
    public boolean isNumber() {
        return this == NUMBER || this == INTEGER || this == BOOLEAN;
    }

    /** Whether values are strings. */
    public boolean isText() {
        return this == CATEGORY || this == TEXT;
    }
}
