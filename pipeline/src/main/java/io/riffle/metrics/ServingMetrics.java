package io.riffle.metrics;

/** Requests to this instance. Thread-safe. */
public interface ServingMetrics {
    /** Counts nothing. */
    ServingMetrics NONE = new ServingMetrics() {};

    /**
     * The HTTP server answered a request.
     *
     * @param route the route's pattern, such as {@code /v2/models/{model}}, or {@code other}; never a path as it came
     * @param nanoseconds from the request's arrival to the end of its handler
     */
    default void http(String route, int status, long nanoseconds) {}

    /**
     * A request for scores was answered or refused, by HTTP or gRPC.
     *
     * @param kind {@code infer} for tensors, {@code predict} for events
     * @param result {@code ok}, {@code refused} (the caller must change it), {@code overload}, {@code late} or {@code failed}
     * @param nanoseconds from the request being read to its answer
     */
    default void inference(String kind, String result, long nanoseconds) {}

    /** So many rows of one or more requests were scored together. */
    default void batch(String kind, int rows) {}
}
