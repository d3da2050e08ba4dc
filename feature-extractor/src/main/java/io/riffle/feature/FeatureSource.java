package io.riffle.feature;

/** Where a feature's value comes from: the event itself, the entity's profile, or the entity's windowed history. */
public enum FeatureSource {
    EVENT,
    PROFILE,
    HISTORY
}
