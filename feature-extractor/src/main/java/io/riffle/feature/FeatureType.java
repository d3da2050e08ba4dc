package io.riffle.feature;

/** What a feature's values are. Numbers, integers and booleans are kept as doubles, categories and texts as strings. */
public enum FeatureType {
    NUMBER,
    INTEGER,
    BOOLEAN,
    CATEGORY,
    TEXT;

    /** Whether values are strings rather than doubles. */
    public boolean isText() {
        return this == CATEGORY || this == TEXT;
    }
}
