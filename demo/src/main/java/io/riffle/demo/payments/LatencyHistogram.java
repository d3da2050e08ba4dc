package io.riffle.demo.payments;

import java.util.Arrays;

/**
 * Counts durations in buckets that are 3 % wide, from a microsecond to hours: percentiles of millions of values in a few
 * kilobytes. Not thread-safe.
 */
final class LatencyHistogram {
    private static final int STEPS_PER_DOUBLING = 32;
    private static final int DOUBLINGS = 44;

    private final long[] counts = new long[STEPS_PER_DOUBLING * DOUBLINGS];
    private long total;

    void add(long nanoseconds) {
        counts[bucket(Math.max(0, nanoseconds / 1_000))]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** The duration in milliseconds that this share of the values do not exceed; NaN without any. */
    double percentile(double share) {
        if (total == 0) {
            return Double.NaN;
        }
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        int bucket = 0;
        while (bucket < counts.length - 1 && seen + counts[bucket] < rank) {
            seen += counts[bucket++];
        }
        return upperBound(bucket) / 1_000.0;
    }

    /** Values below 32 microseconds have a bucket each; from there each doubling has 32. */
    private static int bucket(long micros) {
        if (micros < STEPS_PER_DOUBLING) {
            return (int) micros;
        }
        int doubling = 63 - Long.numberOfLeadingZeros(micros) - 5;
        int step = (int) (micros >>> doubling) - STEPS_PER_DOUBLING;
        return Math.min((doubling + 1) * STEPS_PER_DOUBLING + step, STEPS_PER_DOUBLING * DOUBLINGS - 1);
    }

    private static long upperBound(int bucket) {
        if (bucket < STEPS_PER_DOUBLING) {
            return bucket;
        }
        int doubling = bucket / STEPS_PER_DOUBLING - 1;
        return ((bucket % STEPS_PER_DOUBLING + STEPS_PER_DOUBLING + 1L) << doubling) - 1;
    }
}
