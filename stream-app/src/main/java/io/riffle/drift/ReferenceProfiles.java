package io.riffle.drift;

import io.riffle.registry.ReferenceProfile;
import java.util.Optional;

/** The reference profiles of model versions. Thread-safe; a version always has the same one. */
public interface ReferenceProfiles {
    /** Empty where the version has none; its rows are not counted then. */
    Optional<ReferenceProfile> of(String version);
}
