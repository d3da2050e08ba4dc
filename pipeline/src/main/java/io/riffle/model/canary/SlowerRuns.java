package io.riffle.model.canary;

import io.riffle.stats.NormalDistribution;
import java.util.Arrays;

/**
 * The 95th percentiles of run times of both versions, with distribution-free bounds from order statistics: the number of
 * runs below a quantile is binomial (Hahn and Meeker, Statistical Intervals, 1991, 5.2; normal approximation).
 */
final class SlowerRuns {
    private static final double QUANTILE = 0.95;

    /** From fewer runs the 95th percentile has no upper bound worth the name. */
    static final int FEWEST = 100;

    private SlowerRuns() {}

    /** The duration in nanoseconds that the quantile exceeds (or stays below) with a probability of 1 - alpha. */
    static double lowerBound(int[] durations, double alpha) {
        return bound(durations, -margin(durations, alpha));
    }

    static double upperBound(int[] durations, double alpha) {
        return bound(durations, margin(durations, alpha));
    }

    private static double margin(int[] durations, double alpha) {
        long runs = Arrays.stream(durations).asLongStream().sum();
        return NormalDistribution.quantile(1 - alpha) * Math.sqrt(runs * QUANTILE * (1 - QUANTILE));
    }

    private static double bound(int[] durations, double margin) {
        long runs = Arrays.stream(durations).asLongStream().sum();
        double rank = Math.min((double) runs, Math.max(1, runs * QUANTILE + margin));
        long below = 0;
        for (int bin = 0; bin < durations.length; bin++) {
            below += durations[bin];
            if (below >= rank) {
                return DurationBins.end(bin);
            }
        }
        return 0;
    }
}
