package io.riffle.config;

import java.util.Map;

/**
 * What the file says about features of events, history and formulas beyond how they are computed. Profile fields carry it
 * themselves, because their version is part of how they are stored.
 *
 * @param abouts by event field, derived feature or window; all aggregates of a window share one
 */
public record FeaturesConfig(Map<String, FeatureAbout> abouts) {
    public static final FeaturesConfig NONE = new FeaturesConfig(Map.of());

    public FeaturesConfig {
        abouts = Map.copyOf(abouts);
    }

    /** What is said about an event field, a derived feature or a window. */
    public FeatureAbout about(String name) {
        return abouts.getOrDefault(name, FeatureAbout.DEFAULT);
    }
}
