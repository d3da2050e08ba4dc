package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.model.folder.ReferenceProfile;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layouts of the model versions, made once for each reference profile. Thread-safe. */
public final class DriftLayouts {
    private static final Logger LOG = LoggerFactory.getLogger(DriftLayouts.class);

    private final ReferenceProfiles profiles;
    private final FeatureSchema schema;
    private final DriftConfig config;
    private final Map<String, Made> layouts = new ConcurrentHashMap<>();

    /** A version may be registered again, with another profile. */
    private record Made(Optional<ReferenceProfile> profile, Optional<DriftLayout> layout) {
        int fingerprint() {
            return layout.map(DriftLayout::fingerprint).orElse(0);
        }
    }

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
            Made before = made;
            made = new Made(profile, make(profile));
            layouts.put(version, made);
            if (before != null && before.fingerprint() != made.fingerprint()) {
                LOG.info(
                        "version {} has a reference with other bins: what was counted by the ones before is not judged,"
                                + " and its windows begin anew",
                        version);
            }
        }
        return made.layout();
    }

    private Optional<DriftLayout> make(Optional<ReferenceProfile> profile) {
        Optional<DriftLayout> given = profile.map(known -> DriftLayout.of(known, schema, config.features()));
        return config.learns() ? given.or(() -> Optional.of(DriftLayout.learning(schema, config.features()))) : given;
    }
}
