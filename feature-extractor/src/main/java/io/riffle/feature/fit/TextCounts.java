package io.riffle.feature.fit;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often each text occurred. */
public final class TextCounts {
    /** A field with more different texts than this is no category. */
    public static final int MOST_DISTINCT = 1 << 20;

    private final Map<String, Long> counts = new HashMap<>();
    private long missing;

    public void add(@Nullable String text) {
        add(text, 1);
    }

    /**
     * Counts a text several times; null is missing.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_DISTINCT} different texts
     */
    public void add(@Nullable String text, long times) {
        if (text == null) {
            missing += times;
            return;
        }
        if (times == 0) {
            return;
        }
        counts.merge(text, times, Long::sum);
        if (counts.size() > MOST_DISTINCT) {
            throw new IllegalArgumentException("categories can be learned from at most " + MOST_DISTINCT
                    + " different texts: were more (hash does without learning)");
        }
    }

    public void merge(TextCounts other) {
        missing += other.missing;
        other.counts.forEach(this::add);
    }

    public long missing() {
        return missing;
    }

    /** Each text with its count, by code point. */
    public SortedMap<String, Long> sorted() {
        SortedMap<String, Long> sorted = new TreeMap<>(new CodePointOrder());
        sorted.putAll(counts);
        return Collections.unmodifiableSortedMap(sorted);
    }

    /**
     * All texts by code point.
     *
     * @throws IllegalArgumentException if there is none
     */
    public List<String> distinct() {
        if (counts.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one text must be recorded: found none (" + missing + " missing)");
        }
        return List.copyOf(sorted().keySet());
    }

    /** The most frequent text, the first by code point of equals. */
    public String mode() {
        List<String> texts = distinct();
        String best = texts.get(0);
        for (String text : texts) {
            best = counts.getOrDefault(text, 0L) > counts.getOrDefault(best, 0L) ? text : best;
        }
        return best;
    }
}
