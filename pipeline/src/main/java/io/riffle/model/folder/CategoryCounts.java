package io.riffle.model.folder;

import java.util.Map;

/** How often each category occurred at training, and how many rows had none. */
public record CategoryCounts(Map<String, Long> counts, long missing) {
    public CategoryCounts {
        counts = Map.copyOf(counts);
    }
}
