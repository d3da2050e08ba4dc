package io.riffle.model.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A version that answers for a share of the entities instead of the champion.
 *
 * @param share percent of the entities
 * @param plan how it grows or ends by itself; null if an operator decides
 */
public record Canary(String version, double share, @Nullable CanaryPlan plan) {
    public Canary {
        entities(version, share);
    }

    /** The same canary at another share. */
    public Canary at(double other) {
        return new Canary(version, other, plan);
    }

    Share entities() {
        return entities(version, share);
    }

    private static Share entities(String version, double share) {
        return new Share("canary-" + version, share);
    }
}
