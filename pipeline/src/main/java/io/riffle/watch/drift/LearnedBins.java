package io.riffle.watch.drift;

import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.NumberBins;
import io.riffle.stats.BinEdges;
import io.riffle.stats.ReferenceBins;
import io.riffle.stats.ValueHistogram;
import java.util.ArrayList;
import java.util.List;

/**
 * Bins of a first window, and a later window's rows in them. Edges are chosen where both windows, the coarser
 * one too, have an end of a bin, so every row stands in its bin exactly.
 */
record LearnedBins(DriftLayout layout, DriftCounts counts) {
    static LearnedBins of(DriftLayout learning, DriftCounts first, DriftCounts later) {
        DriftLayout layout = new DriftLayout();
        UnbinnedCounts before = copy(first);
        UnbinnedCounts now = later.unbinned();
        List<ValueHistogram> numbers = new ArrayList<>();
        List<CategoryHistogram> categories = new ArrayList<>();
        for (UnbinnedFeature feature : learning.unbinned()) {
            if (feature.number()) {
                ValueHistogram reference = before.numbers().get(feature.index());
                ValueHistogram current = now.numbers().get(feature.index());
                reference.coarsen(current.shift());
                layout.add(feature.name(), feature.column(), bins(reference, first.rows()));
                numbers.add(current);
            } else {
                CategoryHistogram reference = before.categories().get(feature.index());
                CategoryHistogram current = now.categories().get(feature.index());
                if (!reference.isTooMany() && !current.isTooMany()) {
                    layout.add(feature.name(), feature.column(), counts(reference, first.rows()));
                    categories.add(current);
                }
            }
        }
        return new LearnedBins(layout, count(layout, numbers, categories, later));
    }

    /** Coarsening changes a histogram, and windows are looked at more than once. */
    private static UnbinnedCounts copy(DriftCounts counts) {
        return DriftCounts.read(counts.toBytes()).unbinned();
    }

    private static NumberBins bins(ValueHistogram values, long rows) {
        ReferenceBins bins = ReferenceBins.of(values);
        return new NumberBins(bins.edges(), bins.counts(), rows - values.total());
    }

    private static CategoryCounts counts(CategoryHistogram reference, long rows) {
        long total =
                reference.counts().values().stream().mapToLong(Long::longValue).sum();
        return new CategoryCounts(reference.counts(), rows - total);
    }

    private static DriftCounts count(
            DriftLayout layout, List<ValueHistogram> numbers, List<CategoryHistogram> categories, DriftCounts later) {
        DriftCounts counts = layout.fresh();
        counts.addRows(later.rows());
        counts.addLate(later.late());
        int number = 0;
        int category = 0;
        for (CountedFeature feature : layout.features()) {
            if (feature instanceof CountedFeature.OfNumber of) {
                count(of, numbers.get(number++), counts);
            } else if (feature instanceof CountedFeature.OfCategory of) {
                count(of, categories.get(category++), counts);
            }
        }
        return counts;
    }

    private static void count(CountedFeature.OfNumber number, ValueHistogram current, DriftCounts counts) {
        BinEdges edges = number.edges();
        double sum = 0;
        double squares = 0;
        for (ValueHistogram.Bin bin : current.bins()) {
            // Below all finite numbers a bin may begin with what is no number.
            double low = Double.isNaN(bin.low()) ? Double.NEGATIVE_INFINITY : bin.low();
            counts.count(number.offset() + edges.bin(low), bin.count());
            double difference = bin.middle() - number.pivot();
            if (Double.isFinite(difference)) {
                sum += bin.count() * difference;
                squares += bin.count() * difference * difference;
            }
        }
        counts.count(number.missing(), counts.rows() - current.total());
        counts.sums(number.sums(), new double[] {sum, squares, current.smallest(), current.largest()});
    }

    private static void count(CountedFeature.OfCategory category, CategoryHistogram current, DriftCounts counts) {
        current.counts().forEach((value, rows) -> counts.count(category.offset() + category.bin(value), rows));
        long total =
                current.counts().values().stream().mapToLong(Long::longValue).sum();
        counts.count(category.missing(), counts.rows() - total);
    }
}
