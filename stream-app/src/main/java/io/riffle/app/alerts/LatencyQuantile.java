package io.riffle.app.alerts;

/** Quantiles of counted latencies, as Prometheus' {@code histogram_quantile}: linear within a bucket. */
final class LatencyQuantile {
    private LatencyQuantile() {}

    /**
     * A quantile in the unit of the bounds. What is above the last bound counts as the last bound.
     *
     * @param bounds upper bounds, ascending
     * @param counts per bucket, one more than bounds; at least one row in all
     * @param share from 0 to 1
     */
    static double of(double[] bounds, long[] counts, double share) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        double rank = share * all;
        double below = 0;
        for (int bucket = 0; bucket < bounds.length; bucket++) {
            if (counts[bucket] > 0 && below + counts[bucket] >= rank) {
                double start = bucket == 0 ? 0 : bounds[bucket - 1];
                return start + (bounds[bucket] - start) * Math.max(0, rank - below) / counts[bucket];
            }
            below += counts[bucket];
        }
        return bounds[bounds.length - 1];
    }
}
