package io.riffle.model.deployment;

import io.riffle.hash.HashBuckets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which variant answers for which entity: a pure function of deployment and entity, so it is the same on every instance
 * and after every restart. Immutable.
 */
public final class Routing {
    /**
     * A variant and the version that answers for it.
     *
     * @param name {@code champion}, {@code canary}, or the name of an experiment's variant
     */
    public record Lane(String name, String version) {}

    private final List<Lane> lanes;
    private final Overrides overrides;
    private final @Nullable HashBuckets hash;
    private final int[] owners;
    private final int canaryEnd;
    private final List<Shadow> shadows;
    private final List<HashBuckets> shadowHashes;

    public Routing(Deployment deployment) {
        overrides = deployment.overrides();
        shadows = deployment.shadow();
        shadowHashes = shadows.stream().map(shadow -> shadow.entities().hash()).toList();
        Lane champion = new Lane(Deployment.CHAMPION, deployment.champion());
        Experiment experiment = deployment.experiment();
        Canary canary = deployment.canary();
        if (experiment != null) {
            lanes = experiment.variants().stream().map(Routing::lane).toList();
            hash = experiment.hash();
            owners = experiment.owners();
            canaryEnd = 0;
        } else if (canary != null) {
            lanes = List.of(champion, new Lane(Deployment.CANARY, canary.version()));
            hash = canary.entities().hash();
            owners = new int[0];
            canaryEnd = canary.entities().end();
        } else {
            lanes = List.of(champion);
            hash = null;
            owners = new int[0];
            canaryEnd = 0;
        }
    }

    /** All variants, the champion or the experiment's first variant first. */
    public List<Lane> lanes() {
        return lanes;
    }

    /** Name of the record header that may choose a variant; null if none may. */
    public @Nullable String header() {
        return overrides.header();
    }

    /** The index of the variant that answers for an entity. {@code wish} is the value of the {@link #header}. */
    public int lane(String entity, byte @Nullable [] wish) {
        if (lanes.size() == 1) {
            return 0;
        }
        int chosen = chosen(entity, wish);
        if (chosen >= 0 || hash == null) {
            return Math.max(0, chosen);
        }
        int bucket = hash.bucket(entity);
        if (owners.length > 0) {
            return owners[bucket];
        }
        return bucket < canaryEnd ? 1 : 0;
    }

    /** Whether an entity is in a shadow's share, by the shadow's index in the deployment. */
    public boolean shadowed(int shadow, String entity) {
        int end = shadows.get(shadow).entities().end();
        return end > 0 && shadowHashes.get(shadow).bucket(entity) < end;
    }

    private int chosen(String entity, byte @Nullable [] wish) {
        String listed = overrides.entities().get(entity);
        if (listed != null) {
            return index(listed);
        }
        return wish == null ? -1 : index(new String(wish, StandardCharsets.UTF_8));
    }

    /** A name that is no variant chooses nothing. */
    private int index(String name) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Lane lane(Variant variant) {
        return new Lane(variant.name(), variant.version());
    }
}
