package io.riffle.metrics;

/** What an instance has counted since its start, as its metrics page shows it. */
public interface OperationsTotals {
    /**
     * Totals at one moment.
     *
     * @param failed dead letters but for duplicates, which are no errors
     * @param latencies rows by {@link #latencyBounds}, and those above the last
     * @param latencyMillis of all rows together
     */
    record Totals(long received, long failed, long[] latencies, long latencyMillis) {}

    Totals totals();

    /** Upper bounds of the buckets in milliseconds, ascending. */
    double[] latencyBounds();
}
