package io.riffle.app;

import io.riffle.config.ModelsConfig;
import io.riffle.drift.ReferenceProfiles;
import io.riffle.registry.FileModelRegistry;
import io.riffle.registry.ModelRefusedException;
import io.riffle.registry.ReferenceProfile;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profiles in the folders of the model versions, each read once. */
final class FolderReferenceProfiles implements ReferenceProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(FolderReferenceProfiles.class);

    private final FileModelRegistry registry;
    private final Map<String, Optional<ReferenceProfile>> read = new ConcurrentHashMap<>();

    FolderReferenceProfiles(ModelsConfig models) {
        registry = new FileModelRegistry(models.directory(), models.maxBytes());
    }

    @Override
    public Optional<ReferenceProfile> of(String version) {
        return read.computeIfAbsent(version, this::read);
    }

    private Optional<ReferenceProfile> read(String version) {
        try {
            Optional<ReferenceProfile> profile =
                    registry.open(version).manifest().reference();
            if (profile.isEmpty()) {
                LOG.warn("version {} has no reference profile in its model.yaml: its drift is not counted", version);
            }
            return profile;
        } catch (ModelRefusedException gone) {
            LOG.warn("version {} is scored but its folder cannot be read: its drift is not counted", version, gone);
            return Optional.empty();
        }
    }
}
