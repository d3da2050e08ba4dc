package io.riffle.metrics;

import io.riffle.feature.OddValue;
import java.util.Locale;

/**
 * What features are read and written as. Values that are not as a model expects them, and what was done about each kind stands in {@link OddValue}.
 * Called once per frame, feature and kind. Thread-safe.
 */
public interface FeatureMetrics {
    /** Counts nothing. */
    FeatureMetrics NONE = new FeatureMetrics() {};

    /** The names are labels of a metric and never change. */
    enum Write {
        /** Stored. */
        WRITTEN,
        /** Not stored, for a newer value is there. */
        OLDER,
        /** Never sent, for too much was under way or the store was away. */
        DROPPED,
        /** Sent, and refused or lost: whether it is stored is not known. */
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    default void odd(String feature, OddValue kind, int values) {}

    /**
     * What a frame read of a stored feature. Stale and missing shares are those of {@link ScoringMetrics#featureStatus} among
     * {@code rows}; values of unknown age are in {@code rows} only.
     *
     * @param ages at the events' own times; valid during the call
     */
    default void read(String feature, int rows, FeatureAges ages) {}

    /** What is wrong with a stored value. The names are labels of a metric and never change. */
    enum Unreadable {
        /** It is not of the declared type; it counts as missing. */
        TYPE,
        /** The time behind it is none in milliseconds of 1973 to 2286; it is taken as it is. */
        TIME;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A value that was read from the store, once for each time it was read. */
    default void unreadable(String feature, Unreadable reason) {}

    /**
     * What became of values of materialized features: handed over = written + older + dropped + failed, once nothing is under
     * way.
     */
    default void written(Write result, long values) {}
}
