package io.riffle.stats;

import java.util.Arrays;

/** Quantiles with linear interpolation between order statistics (Hyndman and Fan's type 7, NumPy's default). */
public final class Quantiles {
    private Quantiles() {}

    /** The quantile of values in ascending order; {@code share} from 0 to 1. */
    public static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a quantile needs at least one value: there are none");
        }
        double position = share * (sorted.length - 1);
        int below = (int) position;
        if (below == sorted.length - 1) {
            return sorted[below];
        }
        double part = position - below;
        double low = sorted[below];
        double high = sorted[below + 1];
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
    }

    /** The inner edges of {@code bins} bins with equally many values each; equal edges are merged. */
    public static double[] edges(double[] values, int bins) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] edges = new double[bins - 1];
        for (int i = 1; i < bins; i++) {
            edges[i - 1] = of(sorted, (double) i / bins);
        }
        return Arrays.stream(edges).distinct().toArray();
    }

    /**
     * The quantile of a binned sample, as if rows were spread evenly inside each bin: right to within the width of the
     * bin that it falls into.
     *
     * @param bounds from the smallest value to the largest: one more than there are bins
     */
    public static double binned(double[] bounds, long[] counts, double share) {
        double wanted = share * Shares.total(counts);
        double before = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && before + counts[i] >= wanted) {
                return bounds[i] + (bounds[i + 1] - bounds[i]) * ((wanted - before) / counts[i]);
            }
            before += counts[i];
        }
        return bounds[bounds.length - 1];
    }
}
