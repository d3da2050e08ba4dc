package io.riffle.watch.drift;

import io.riffle.model.folder.ReferenceProfile;
import io.riffle.stats.PerformanceBaseline;
import java.util.Optional;

/**
 * What is compared with: the reference profiles and baselines of model versions. Thread-safe and asked with every frame; a
 * version has the same one until it is registered again.
 */
public interface ReferenceProfiles {
    /** Empty where the version has none; its rows are not counted then. */
    Optional<ReferenceProfile> of(String version);

    /** How right it was when it was evaluated; empty if its manifest does not say. */
    default Optional<PerformanceBaseline> baseline(String version) {
        return Optional.empty();
    }
}
