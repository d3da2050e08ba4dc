package io.riffle.registry;

import java.util.Map;
import java.util.Optional;

/** The distribution of features and score at training, of {@code rows} rows: what drift is measured against. */
public record ReferenceProfile(
        long rows,
        Map<String, NumberBins> numbers,
        Map<String, CategoryCounts> categories,
        Optional<NumberBins> score) {
    public ReferenceProfile {
        numbers = Map.copyOf(numbers);
        categories = Map.copyOf(categories);
    }
}
