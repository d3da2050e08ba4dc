package io.riffle.config.event;

import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.Map;

/**
 * What the file says about features of events, history and formulas beyond how they are computed. Profile fields carry it
 * themselves, because their version is part of how they are stored.
 *
 * @param abouts by event field, derived feature or window; all aggregates of a window share one
 * @param materialized windows whose features the stream writes into the store, with how long each value is good
 */
public record FeaturesConfig(Map<String, FeatureAbout> abouts, Map<String, Duration> materialized) {
    public static final FeaturesConfig NONE = new FeaturesConfig(Map.of(), Map.of());

    public FeaturesConfig {
        abouts = Map.copyOf(abouts);
        materialized = Map.copyOf(materialized);
        Violations violations = Violations.in("history.windows");
        materialized.forEach((window, ttl) -> violations.positive(window + ".ttl", ttl));
        violations.throwIfAny();
    }

    /** What is said about an event field, a derived feature or a window. */
    public FeatureAbout about(String name) {
        return abouts.getOrDefault(name, FeatureAbout.DEFAULT);
    }
}
