package io.riffle.metrics;

import java.util.Arrays;

/** How old the values of a feature were, counted in bins: one addition per value. Not thread-safe. */
public final class FeatureAges {
    /** Upper bounds in seconds, inclusive: from a second to a quarter of a year. */
    private static final long[] BOUNDS = {
        1, 10, 60, 300, 900, 3_600, 21_600, 86_400, 259_200, 604_800, 2_592_000, 7_776_000
    };

    private final long[] counts = new long[BOUNDS.length + 1];
    private long milliseconds;

    /** The upper bound of each bin in seconds; the last is infinite. */
    public static double[] bounds() {
        double[] bounds = new double[BOUNDS.length + 1];
        for (int bin = 0; bin < bounds.length; bin++) {
            bounds[bin] = bin < BOUNDS.length ? BOUNDS[bin] : Double.POSITIVE_INFINITY;
        }
        return bounds;
    }

    /** A value from after the event, as a replay meets it, counts as new. */
    public void add(long age) {
        long positive = Math.max(0, age);
        int bin = 0;
        while (bin < BOUNDS.length && positive > BOUNDS[bin] * 1_000) {
            bin++;
        }
        counts[bin]++;
        milliseconds += positive;
    }

    /** Values in a bin. */
    public long count(int bin) {
        return counts[bin];
    }

    /** The sum of all ages. */
    public double seconds() {
        return milliseconds / 1e3;
    }

    public void clear() {
        Arrays.fill(counts, 0);
        milliseconds = 0;
    }
}
