package io.riffle.feature;

/** Whether a value can be trusted: there and young enough, there but older than its max-age, or not there. */
public enum FeatureStatus {
    PRESENT,
    STALE,
    MISSING
}
