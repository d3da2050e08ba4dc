package io.riffle.watch.drift;

import io.riffle.feature.FeatureTable;
import io.riffle.frame.ScoredFrame;
import io.riffle.stats.BinEdges;
import io.riffle.stats.ValueHistogram;
import org.jspecify.annotations.Nullable;

/** Counts some rows of a frame, column by column: each column's bins stay in the processor's cache meanwhile. */
public final class RowCounter {
    private RowCounter() {}

    /** Where the rows of one feature are counted by cluster. */
    private record Clustered(ClusterLayout.Place place, RowClusters clusters, ClusterCells cells) {
        void count(int i, int bin) {
            cells.count(place.cell(clusters.group(i), bin));
            cells.count(place.cell(clusters.block(i), bin));
        }
    }

    /**
     * Adds the rows {@code chosen[0]} to {@code chosen[count - 1]}.
     *
     * @param clusters of the same rows
     */
    public static void count(
            DriftLayout layout, ScoredFrame frame, int[] chosen, int count, RowClusters clusters, DriftCounts counts) {
        FeatureTable table = frame.events().features();
        ClusterLayout places = layout.clusters();
        ClusterCells cells = counts.cells(places);
        for (int i = 0; i < layout.features().size(); i++) {
            CountedFeature feature = layout.features().get(i);
            Clustered clustered = new Clustered(places.place(i), clusters, cells);
            if (feature instanceof CountedFeature.OfNumber number) {
                count(number, table, frame.scores(), chosen, count, counts, clustered);
            } else if (feature instanceof CountedFeature.OfCategory category) {
                count(category, table, frame.labels(), chosen, count, counts, clustered);
            }
        }
        for (UnbinnedFeature feature : layout.unbinned()) {
            if (feature.number()) {
                countNumber(feature, table, frame.scores(), chosen, count, counts);
            } else {
                countCategory(feature, table, chosen, count, counts);
            }
        }
        counts.addRows(count);
    }

    private static void countNumber(
            UnbinnedFeature feature, FeatureTable table, double[] scores, int[] chosen, int count, DriftCounts counts) {
        ValueHistogram values = counts.unbinned().numbers().get(feature.index());
        for (int i = 0; i < count; i++) {
            int row = chosen[i];
            double value = feature.column() == CountedFeature.SCORE ? scores[row] : table.number(feature.column(), row);
            if (!Double.isNaN(value)) {
                values.add(value);
            }
        }
    }

    private static void countCategory(
            UnbinnedFeature feature, FeatureTable table, int[] chosen, int count, DriftCounts counts) {
        CategoryHistogram values = counts.unbinned().categories().get(feature.index());
        for (int i = 0; i < count; i++) {
            String value = table.text(feature.column(), chosen[i]);
            if (value != null) {
                values.add(value, 1);
            }
        }
    }

    private static void count(
            CountedFeature.OfNumber number,
            FeatureTable table,
            double[] scores,
            int[] chosen,
            int count,
            DriftCounts counts,
            Clustered clustered) {
        BinEdges edges = number.edges();
        int offset = number.offset();
        for (int i = 0; i < count; i++) {
            int row = chosen[i];
            double value = number.column() == CountedFeature.SCORE ? scores[row] : table.number(number.column(), row);
            if (Double.isNaN(value)) {
                counts.count(number.missing());
                clustered.count(i, number.bins());
                continue;
            }
            int bin = edges.bin(value);
            counts.count(offset + bin);
            clustered.count(i, bin);
            if (Double.isFinite(value)) {
                counts.sum(number.sums(), value, value - number.pivot());
            }
        }
    }

    private static void count(
            CountedFeature.OfCategory category,
            FeatureTable table,
            String @Nullable [] labels,
            int[] chosen,
            int count,
            DriftCounts counts,
            Clustered clustered) {
        boolean predicted = category.column() == CountedFeature.LABEL;
        for (int i = 0; i < count; i++) {
            int row = chosen[i];
            String value = predicted ? (labels == null ? null : labels[row]) : table.text(category.column(), row);
            int bin = value == null ? category.bins() : category.bin(value);
            counts.count(category.offset() + bin);
            clustered.count(i, bin);
        }
    }
}
