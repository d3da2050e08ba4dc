package io.riffle.window;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import org.jspecify.annotations.Nullable;

/** Writes the aggregates of one window into its feature columns. */
final class WindowAnswer {
    private final Aggregate[] aggregates;
    private final int[] columns;
    private final long span;
    private final boolean needsMean;
    private final boolean needsSum;
    private final @Nullable Ring ring;

    /** {@code ring} is null for a window that only asks SINCE_LAST. */
    WindowAnswer(WindowSpec window, FeatureSchema schema, @Nullable Ring ring) {
        aggregates = window.aggregates().toArray(Aggregate[]::new);
        columns = window.aggregates().stream()
                .mapToInt(aggregate -> column(window.featureName(aggregate), schema))
                .toArray();
        span = window.over().toMillis();
        needsMean = window.aggregates().stream()
                .anyMatch(aggregate -> aggregate == Aggregate.MEAN || aggregate == Aggregate.STD);
        needsSum = needsMean || window.aggregates().contains(Aggregate.SUM);
        this.ring = ring;
    }

    void write(FeatureTable features, int row, double sinceLast) {
        if (ring == null) {
            features.number(columns[0], row, sinceLast);
            return;
        }
        Buckets buckets = ring.buckets();
        int from = ring.from(span);
        int to = ring.to();
        long values = needsMean ? buckets.values(from, to) : 0;
        double sum = needsSum ? buckets.sum(from, to) : 0;
        double mean = values == 0 ? Double.NaN : sum / values;
        for (int i = 0; i < aggregates.length; i++) {
            double value = switch (aggregates[i]) {
                case COUNT -> buckets.events(from, to);
                case SUM -> sum;
                case MEAN -> mean;
                case MIN -> buckets.minimum(from, to);
                case MAX -> buckets.maximum(from, to);
                case STD -> Math.sqrt(buckets.squares(from, to, mean) / values);
                case DISTINCT -> buckets.distinct(from, to);
                case SINCE_LAST -> sinceLast;
            };
            features.number(columns[i], row, value);
        }
    }

    private static int column(String feature, FeatureSchema schema) {
        int column = schema.column(feature);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "the schema must have a column for every aggregate: none named " + feature);
        }
        return column;
    }
}
