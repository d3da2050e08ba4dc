package io.riffle.metrics;

/** What shadow versions did not do; what they did is in {@link ModelMetrics}. Thread-safe. */
public interface ShadowMetrics {
    /** Rows that a shadow did not score because shadows had used up their share of the time. */
    void skipped(String version, int rows);
}
