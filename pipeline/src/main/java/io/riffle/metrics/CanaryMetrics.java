package io.riffle.metrics;

import java.util.List;

/** What the canary controller of this instance decided. Thread-safe. */
public interface CanaryMetrics {
    /** The results there are. */
    List<String> RESULTS = List.of("grown", "promoted", "rolled_back");

    /**
     * A step of a canary.
     *
     * @param result one of {@link #RESULTS}
     */
    void step(String result);
}
