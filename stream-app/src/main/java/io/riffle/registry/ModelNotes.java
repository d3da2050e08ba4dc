package io.riffle.registry;

import java.util.Map;

/**
 * What people want to know about a version; nothing is decided by it.
 *
 * @param metrics figures from training or evaluation, by name
 */
public record ModelNotes(String description, Map<String, Double> metrics) {
    /** Nothing is said. */
    public static final ModelNotes NONE = new ModelNotes("", Map.of());

    public ModelNotes {
        metrics = Map.copyOf(metrics);
    }
}
