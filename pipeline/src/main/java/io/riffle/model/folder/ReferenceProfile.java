package io.riffle.model.folder;

import java.util.Map;
import java.util.Optional;

/** The distribution of features, score and predicted labels at training, of {@code rows} rows: what drift is measured against. */
public record ReferenceProfile(
        long rows,
        Map<String, NumberBins> numbers,
        Map<String, CategoryCounts> categories,
        Optional<NumberBins> score,
        Optional<CategoryCounts> labels,
        Optional<ReferencePeriod> period) {
    public ReferenceProfile {
        numbers = Map.copyOf(numbers);
        categories = Map.copyOf(categories);
    }

    /** Without its period. */
    public ReferenceProfile(
            long rows,
            Map<String, NumberBins> numbers,
            Map<String, CategoryCounts> categories,
            Optional<NumberBins> score,
            Optional<CategoryCounts> labels) {
        this(rows, numbers, categories, score, labels, Optional.empty());
    }

    /** Of a model that predicts no classes. */
    public ReferenceProfile(
            long rows,
            Map<String, NumberBins> numbers,
            Map<String, CategoryCounts> categories,
            Optional<NumberBins> score) {
        this(rows, numbers, categories, score, Optional.empty());
    }
}
