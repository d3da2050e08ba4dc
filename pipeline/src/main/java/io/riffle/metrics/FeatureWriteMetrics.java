package io.riffle.metrics;

import java.util.Locale;

/**
 * What became of the values of materialized features: handed over = written + older + dropped + failed, once nothing is
 * under way. Thread-safe.
 */
@FunctionalInterface
public interface FeatureWriteMetrics {
    FeatureWriteMetrics NONE = (result, values) -> {};

    /** The names are labels of a metric and never change. */
    enum Result {
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

    void counted(Result result, long values);
}
