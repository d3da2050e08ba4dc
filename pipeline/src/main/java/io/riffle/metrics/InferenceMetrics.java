package io.riffle.metrics;

/** Counts requests for scores, by HTTP or gRPC. Thread-safe. */
public interface InferenceMetrics {
    /**
     * A request was answered or refused.
     *
     * @param kind {@code infer} for tensors, {@code predict} for events
     * @param result {@code ok}, {@code refused} (the caller must change it), {@code overload}, {@code late} or {@code failed}
     * @param nanoseconds from the request being read to its answer
     */
    void request(String kind, String result, long nanoseconds);

    /** So many rows of one or more requests were scored together. */
    void batch(String kind, int rows);
}
