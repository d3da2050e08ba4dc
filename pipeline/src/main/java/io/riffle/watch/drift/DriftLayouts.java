package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.model.folder.ReferenceProfile;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The layouts of the model versions, made once for each reference profile. Thread-safe. */
public final class DriftLayouts {
    private final ReferenceProfiles profiles;
    private final FeatureSchema schema;
    private final DriftConfig config;
    private final Map<String, Made> layouts = new ConcurrentHashMap<>();

    /** A version may be registered again, with another profile. */
    private record Made(Optional<ReferenceProfile> profile, Optional<DriftLayout> layout) {}

    public DriftLayouts(ReferenceProfiles profiles, FeatureSchema schema, DriftConfig config) {
        this.profiles = profiles;
        this.schema = schema;
        this.config = config;
    }

    /** Empty where the version has no reference profile, and shall not learn one. */
    Optional<DriftLayout> of(String version) {
        Optional<ReferenceProfile> profile = profiles.of(version);
        Made made = layouts.get(version);
        if (made == null || !made.profile().equals(profile)) {
            made = new Made(profile, make(profile));
            layouts.put(version, made);
        }
        return made.layout();
    }

    private Optional<DriftLayout> make(Optional<ReferenceProfile> profile) {
        Optional<DriftLayout> given = profile.map(known -> DriftLayout.of(known, schema, config.features()));
        return config.learns() ? given.or(() -> Optional.of(DriftLayout.learning(schema, config.features()))) : given;
    }
}
