package io.riffle.expression.column;

/** What a value is. A missing number is NaN and thereby a number; a missing boolean is, as a missing text, no value. */
enum Kind {
    NUMBER("a number"),
    TRUTH("true or false"),
    TEXT("a text"),
    MISSING("a missing text");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** For messages. */
    String words() {
        return words;
    }
}
