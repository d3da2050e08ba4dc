package io.riffle.feature;

/** Where a feature's value comes from: the event, the entity's profile, its windowed history, or a formula over those. */
public enum FeatureSource {
    EVENT,
    PROFILE,
    HISTORY,
    DERIVED
}
