package io.riffle.model.deployment;

/**
 * A version that scores a share of the entities beside the champion, for comparison only.
 *
 * @param share percent of the entities
 */
public record Shadow(String version, double share) {
    public Shadow {
        entities(version, share);
    }

    Share entities() {
        return entities(version, share);
    }

    private static Share entities(String version, double share) {
        return new Share("shadow-" + version, share);
    }
}
