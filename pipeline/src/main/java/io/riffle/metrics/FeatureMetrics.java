package io.riffle.metrics;

import io.riffle.feature.OddValue;

/**
 * Values of features that are not as a model expects them, and what was done about each kind stands in {@link OddValue}.
 * Called once per frame, feature and kind. Thread-safe.
 */
public interface FeatureMetrics {
    /** Counts nothing. */
    FeatureMetrics NONE = (feature, kind, values) -> {};

    void odd(String feature, OddValue kind, int values);

    /**
     * What a frame read of a stored feature. Stale and missing shares are those of {@link ScoringMetrics#featureStatus} among
     * {@code rows}; values of unknown age are in {@code rows} only.
     *
     * @param ages at the events' own times; valid during the call
     */
    default void read(String feature, int rows, FeatureAges ages) {}
}
