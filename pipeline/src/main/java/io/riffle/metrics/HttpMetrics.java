package io.riffle.metrics;

/** Counts requests to the HTTP server. Thread-safe. */
public interface HttpMetrics {
    /**
     * A request was answered.
     *
     * @param route the route's pattern, such as {@code /v2/models/{model}}, or {@code other}; never a path as it came
     * @param nanoseconds from the request's arrival to the end of its handler
     */
    void request(String route, int status, long nanoseconds);
}
