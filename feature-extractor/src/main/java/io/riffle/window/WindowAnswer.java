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

    /** Returns whether the window had all its events. */
    boolean write(FeatureTable features, int row, double sinceLast) {
        if (ring == null) {
            features.number(columns[0], row, sinceLast);
            return true;
        }
        Buckets buckets = ring.buckets();
        int all = ring.from(span);
        int to = ring.to();
        int from = ring.from(all, Aggregate.SUM);
        long values = needsMean ? buckets.values(from, to) : 0;
        double sum = needsSum ? buckets.sum(from, to) : 0;
        double mean = values == 0 ? Double.NaN : sum / values;
        boolean whole = true;
        for (int i = 0; i < aggregates.length; i++) {
            Aggregate aggregate = aggregates[i];
            double value = switch (aggregate) {
                case COUNT -> buckets.events(all, to);
                case SUM -> sum;
                case MEAN -> mean;
                case MIN -> buckets.minimum(ring.from(all, aggregate), to);
                case MAX -> buckets.maximum(ring.from(all, aggregate), to);
                case STD ->
                    ring.from(all, aggregate) == from
                            ? Math.sqrt(buckets.squares(from, to, mean) / values)
                            : deviation(buckets, ring.from(all, aggregate), to);
                case DISTINCT -> buckets.distinct(ring.from(all, aggregate), to);
                case SINCE_LAST -> sinceLast;
            };
            features.number(columns[i], row, value);
            whole &= ring.isWhole(span, aggregate);
        }
        return whole;
    }

    private static double deviation(Buckets buckets, int from, int to) {
        long values = buckets.values(from, to);
        return values == 0 ? Double.NaN : Math.sqrt(buckets.squares(from, to, buckets.sum(from, to) / values) / values);
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
