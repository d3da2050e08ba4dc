package io.riffle.drift;

import io.riffle.feature.FeatureTable;
import io.riffle.frame.ScoredFrame;
import io.riffle.stats.BinEdges;

/** Counts some rows of a frame, column by column: each column's bins stay in the processor's cache meanwhile. */
public final class RowCounter {
    private RowCounter() {}

    /** Adds the rows {@code chosen[0]} to {@code chosen[count - 1]}. */
    public static void count(DriftLayout layout, ScoredFrame frame, int[] chosen, int count, DriftCounts counts) {
        FeatureTable table = frame.events().features();
        for (CountedFeature feature : layout.features()) {
            if (feature instanceof CountedFeature.OfNumber number) {
                count(number, table, frame.scores(), chosen, count, counts);
            } else if (feature instanceof CountedFeature.OfCategory category) {
                count(category, table, chosen, count, counts);
            }
        }
        counts.addRows(count);
    }

    private static void count(
            CountedFeature.OfNumber number,
            FeatureTable table,
            double[] scores,
            int[] chosen,
            int count,
            DriftCounts counts) {
        BinEdges edges = number.edges();
        int offset = number.offset();
        for (int i = 0; i < count; i++) {
            int row = chosen[i];
            double value = number.column() == CountedFeature.SCORE ? scores[row] : table.number(number.column(), row);
            if (Double.isNaN(value)) {
                counts.count(number.missing());
                continue;
            }
            counts.count(offset + edges.bin(value));
            if (Double.isFinite(value)) {
                counts.sum(number.sums(), value, value - number.pivot());
            }
        }
    }

    private static void count(
            CountedFeature.OfCategory category, FeatureTable table, int[] chosen, int count, DriftCounts counts) {
        for (int i = 0; i < count; i++) {
            String value = table.text(category.column(), chosen[i]);
            counts.count(value == null ? category.missing() : category.offset() + category.bin(value));
        }
    }
}
