package io.riffle.app.features;

import io.riffle.config.event.FeatureAbout;
import io.riffle.feature.Feature;
import java.time.Duration;
import java.util.Optional;

/**
 * One feature as the registry knows it.
 *
 * @param entity the event field that names what the feature is about
 * @param stored how its values stand in Redis, where they do
 */
public record FeatureEntry(Feature feature, String entity, FeatureAbout about, Optional<Storage> stored) {
    /**
     * Where values of a feature are, and how long they are good.
     *
     * @param field of the entity's hash
     * @param maxAge an older value is stale; empty if it never is
     * @param ttl an older value is missing; empty if it is kept for ever
     */
    public record Storage(String field, Optional<Duration> maxAge, Optional<Duration> ttl) {}

    public String name() {
        return feature.name();
    }
}
