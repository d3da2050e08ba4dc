package io.riffle.app;

import io.riffle.config.ModelsConfig;
import io.riffle.drift.ReferenceProfiles;
import io.riffle.registry.FileModelRegistry;
import io.riffle.registry.ModelRefusedException;
import io.riffle.registry.ReferenceProfile;
import io.riffle.stats.PerformanceBaseline;
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
    private final Map<String, Optional<PerformanceBaseline>> baselines = new ConcurrentHashMap<>();

    FolderReferenceProfiles(ModelsConfig models) {
        registry = new FileModelRegistry(models.directory(), models.maxBytes());
    }

    @Override
    public Optional<ReferenceProfile> of(String version) {
        return read.computeIfAbsent(version, this::read);
    }

    @Override
    public Optional<PerformanceBaseline> baseline(String version) {
        return baselines.computeIfAbsent(version, this::readBaseline);
    }

    private Optional<PerformanceBaseline> readBaseline(String version) {
        try {
            Optional<PerformanceBaseline> baseline =
                    registry.open(version).manifest().notes().baseline();
            if (baseline.isEmpty()) {
                LOG.warn(
                        "version {} has no metrics with their rows in its model.yaml: its performance is measured and"
                                + " compared with nothing",
                        version);
            }
            return baseline;
        } catch (ModelRefusedException gone) {
            LOG.warn(
                    "version {} is scored but its folder cannot be read: its performance is not judged", version, gone);
            return Optional.empty();
        }
    }

    private Optional<ReferenceProfile> read(String version) {
        try {
            Optional<ReferenceProfile> profile =
                    registry.open(version).manifest().reference();
            if (profile.isEmpty()) {
                LOG.warn(
                        "version {} has no reference profile in its model.yaml: its drift is counted only with"
                                + " drift.without-reference: first-window",
                        version);
            }
            return profile;
        } catch (ModelRefusedException gone) {
            LOG.warn("version {} is scored but its folder cannot be read: its drift is not counted", version, gone);
            return Optional.empty();
        }
    }
}
