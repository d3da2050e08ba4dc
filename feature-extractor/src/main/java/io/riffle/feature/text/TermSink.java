package io.riffle.feature.text;

/** Gets the terms of a text, one after the other. */
@FunctionalInterface
public interface TermSink {
    /** A term: the characters {@code from} (inclusive) to {@code to} (exclusive), valid during the call only. */
    void term(char[] characters, int from, int to);
}
