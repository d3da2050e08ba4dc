package io.riffle.feature.fit;

import io.riffle.feature.text.TextAnalyzer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In how many texts each term occurred, and how often in all. */
public final class TermCounts {
    /** About 100 bytes each while they are learned. */
    public static final int MOST_TERMS = 1 << 22;

    /** How often one term occurred. */
    public record TermCount(long texts, long times) {}

    private final TextAnalyzer analyzer;
    private final Map<String, TermCount> terms = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long texts;

    public TermCounts(TextAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * Counts the terms of a text; a missing one is not a text.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_TERMS} different terms
     */
    public void add(@Nullable String text) {
        if (text == null) {
            return;
        }
        texts++;
        seen.clear();
        analyzer.analyze(text, (chars, from, to) -> {
            String term = new String(chars, from, to - from);
            put(term, new TermCount(seen.add(term) ? 1 : 0, 1));
        });
    }

    public void merge(TermCounts other) {
        texts += other.texts;
        other.terms.forEach(this::put);
    }

    /** Texts counted, without missing ones. */
    public long texts() {
        return texts;
    }

    /** Each term with its counts, by code point. */
    public SortedMap<String, TermCount> sorted() {
        SortedMap<String, TermCount> sorted = new TreeMap<>(new CodePointOrder());
        sorted.putAll(terms);
        return sorted;
    }

    private void put(String term, TermCount more) {
        terms.merge(
                term, more, (one, other) -> new TermCount(one.texts() + other.texts(), one.times() + other.times()));
        if (terms.size() > MOST_TERMS) {
            throw new IllegalArgumentException("terms can be learned from texts with at most " + MOST_TERMS
                    + " different terms: were more (hash-vector does without learning)");
        }
    }
}
