package io.riffle.metrics;

/** What the canary controller of this instance decided. Thread-safe. */
public interface CanaryMetrics {
    /**
     * A step of a canary.
     *
     * @param result {@code grown}, {@code promoted} or {@code rolled_back}
     */
    void step(String result);
}
