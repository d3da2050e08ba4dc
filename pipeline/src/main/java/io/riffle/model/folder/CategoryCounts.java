package io.riffle.model.folder;

import java.util.Map;

/**
 * How often each category occurred at training.
 *
 * @param counts rows of each category that is listed
 * @param missing rows without a category
 * @param others rows of categories that are not listed since they are rarer
 */
public record CategoryCounts(Map<String, Long> counts, long missing, long others) {
    /** Of a list that has all categories. */
    public CategoryCounts(Map<String, Long> counts, long missing) {
        this(counts, missing, 0);
    }

    public CategoryCounts {
        counts = Map.copyOf(counts);
    }
}
