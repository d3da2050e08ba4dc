package io.riffle.feature.text;

/** Takes texts apart into terms. Not thread-safe: it keeps its working space from text to text. */
public interface TextAnalyzer {
    /** Hands over the terms of a text in a fixed order; a term that occurs twice is handed over twice. */
    void analyze(String text, TermSink sink);
}
