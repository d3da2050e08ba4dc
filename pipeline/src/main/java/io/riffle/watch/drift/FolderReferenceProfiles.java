package io.riffle.watch.drift;

import io.riffle.config.ModelsConfig;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelFolder;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ReferenceCheck;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.stats.PerformanceBaseline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles in the folders of the model versions, each read once. A version that is deployed with another fingerprint is
 * read again, and a folder that cannot be read is tried again after a while.
 */
public final class FolderReferenceProfiles implements ReferenceProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(FolderReferenceProfiles.class);
    private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

    private final FileModelRegistry registry;
    private final Function<String, String> fingerprints;
    private final LongSupplier nanoClock;
    private final LongSupplier wallClock;
    private final Map<Key, Read<ReferenceProfile>> profiles = new ConcurrentHashMap<>();
    private final Map<Key, Read<PerformanceBaseline>> baselines = new ConcurrentHashMap<>();

    /**
     * Reads the folders of a models directory when their versions are asked for.
     *
     * @param fingerprints what the folder of a version that is in use must hash to; empty if it may be anything
     * @param nanoClock for durations
     * @param wallClock milliseconds since the epoch
     */
    public FolderReferenceProfiles(
            ModelsConfig models,
            Function<String, String> fingerprints,
            LongSupplier nanoClock,
            LongSupplier wallClock) {
        registry = new FileModelRegistry(models.directory(), models.maxBytes());
        this.fingerprints = fingerprints;
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
    }

    private record Key(String version, String fingerprint) {}

    /** What a folder holds, or when reading it failed. */
    private record Read<T>(Optional<T> found, boolean failed, long at) {}

    @Override
    public Optional<ReferenceProfile> of(String version) {
        return known(profiles, version, this::profile);
    }

    @Override
    public Optional<PerformanceBaseline> baseline(String version) {
        return known(baselines, version, this::baseline);
    }

    private <T> Optional<T> known(Map<Key, Read<T>> all, String version, Function<ModelManifest, Optional<T>> part) {
        Key key = new Key(version, fingerprints.apply(version));
        Read<T> known = all.get(key);
        if (known != null && holds(known)) {
            return known.found();
        }
        return all.compute(key, (same, last) -> last != null && holds(last) ? last : read(key, part))
                .found();
    }

    private boolean holds(Read<?> read) {
        return !read.failed() || nanoClock.getAsLong() - read.at() < RETRY_NANOS;
    }

    private <T> Read<T> read(Key key, Function<ModelManifest, Optional<T>> part) {
        try {
            return new Read<>(part.apply(manifest(key)), false, 0);
        } catch (ModelRefusedException unreadable) {
            LOG.warn(
                    "version {} is scored but its folder cannot be read: it is compared with nothing until then",
                    key.version(),
                    unreadable);
            return new Read<>(Optional.empty(), true, nanoClock.getAsLong());
        }
    }

    private ModelManifest manifest(Key key) throws ModelRefusedException {
        ModelFolder folder = registry.open(key.version());
        String found = folder.fingerprint();
        if (!key.fingerprint().isEmpty() && !key.fingerprint().equals(found)) {
            throw new ModelRefusedException(
                    RefusalStage.MANIFEST,
                    "the folder must be the one that is deployed, " + key.fingerprint() + ": was " + found);
        }
        return folder.manifest();
    }

    private Optional<ReferenceProfile> profile(ModelManifest manifest) {
        if (manifest.reference().isEmpty()) {
            LOG.warn(
                    "version {} has no reference profile in its model.yaml: its drift is counted only with"
                            + " drift.without-reference: first-window",
                    manifest.version());
        }
        manifest.reference()
                .map(reference -> ReferenceCheck.problems(reference, Instant.ofEpochMilli(wallClock.getAsLong())))
                .ifPresent(problems -> problems.forEach(
                        problem -> LOG.warn("reference of version {}: {}", manifest.version(), problem)));
        return manifest.reference();
    }

    private Optional<PerformanceBaseline> baseline(ModelManifest manifest) {
        Optional<PerformanceBaseline> baseline = manifest.notes().baseline();
        if (baseline.isEmpty()) {
            LOG.warn(
                    "version {} has no metrics with their rows in its model.yaml: its performance is measured and"
                            + " compared with nothing",
                    manifest.version());
        }
        return baseline;
    }
}
