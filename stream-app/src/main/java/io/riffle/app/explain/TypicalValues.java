package io.riffle.app.explain;

import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.stats.BinEdges;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** What a feature usually was at training: the median of numbers (to the width of a bin), the most frequent category. */
final class TypicalValues {
    private final ReferenceProfile reference;

    TypicalValues(ReferenceProfile reference) {
        this.reference = reference;
    }

    /** A Double or a String; empty if the reference does not have the feature, or it mostly had no value. */
    Optional<Object> of(String feature) {
        NumberBins bins = reference.numbers().get(feature);
        if (bins != null) {
            return median(bins).map(Object.class::cast);
        }
        CategoryCounts categories = reference.categories().get(feature);
        return categories == null ? Optional.empty() : mode(categories).map(Object.class::cast);
    }

    private static Optional<Double> median(NumberBins bins) {
        long rows = bins.counts().stream().mapToLong(Long::longValue).sum();
        if (bins.edges().isEmpty() || bins.missing() > rows) {
            return Optional.empty();
        }
        long below = 0;
        int bin = 0;
        while (2 * (below + bins.counts().get(bin)) < rows) {
            below += bins.counts().get(bin++);
        }
        double[] edges = bins.edges().stream().mapToDouble(Double::doubleValue).toArray();
        return Optional.of(new BinEdges(edges).middle(bin));
    }

    private static Optional<String> mode(CategoryCounts categories) {
        return categories.counts().entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }
}
