package io.riffle.benchmark;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Arrays;

/** Milliseconds from when an event was due to be sent until its prediction was seen. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record LatencyResult(String contender, String isolation, double p50, double p95, double p99, double max, long missing) {

    /** From the latencies in nanoseconds. */
    static LatencyResult of(String contender, String isolation, long[] nanos, long missing) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new LatencyResult(
                contender,
                isolation,
                percentile(sorted, 0.50),
                percentile(sorted, 0.95),
                percentile(sorted, 0.99),
                percentile(sorted, 1),
                missing);
    }

    /** The smallest latency that at least this share of the events did not exceed. */
    private static double percentile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
