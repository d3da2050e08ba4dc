package io.riffle.drift;

import io.riffle.config.DriftConfig;
import io.riffle.feature.FeatureSchema;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The layouts of the model versions, made once each. Thread-safe. */
public final class DriftLayouts {
    private final ReferenceProfiles profiles;
    private final FeatureSchema schema;
    private final DriftConfig config;
    private final Map<String, Optional<DriftLayout>> layouts = new ConcurrentHashMap<>();

    public DriftLayouts(ReferenceProfiles profiles, FeatureSchema schema, DriftConfig config) {
        this.profiles = profiles;
        this.schema = schema;
        this.config = config;
    }

    /** Empty where the version has no reference profile, and shall not learn one. */
    Optional<DriftLayout> of(String version) {
        return layouts.computeIfAbsent(version, this::make);
    }

    private Optional<DriftLayout> make(String version) {
        Optional<DriftLayout> given =
                profiles.of(version).map(profile -> DriftLayout.of(profile, schema, config.features()));
        return config.learns() ? given.or(() -> Optional.of(DriftLayout.learning(schema, config.features()))) : given;
    }
}
