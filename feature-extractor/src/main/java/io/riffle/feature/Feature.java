package io.riffle.feature;

import java.util.Objects;

/**
 * One named model input before any transform, for example {@code amount} or {@code amount_1h_sum}.
 *
 * @param version of its definition, from 1; a model may be bound to one
 */
public record Feature(String name, FeatureType type, FeatureSource source, int version) {
    public Feature {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a feature must have a name: was blank");
        }
        if (version < 1) {
            throw new IllegalArgumentException("a feature's version must be at least 1: was " + version);
        }
    }

    /** A feature in its first version. */
    public Feature(String name, FeatureType type, FeatureSource source) {
        this(name, type, source, 1);
    }
}
