package io.riffle.feature;

import java.util.Objects;

/** One named model input before any transform, for example {@code amount} or {@code amount_1h_sum}. */
public record Feature(String name, FeatureType type, FeatureSource source) {
    public Feature {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a feature must have a name: was blank");
        }
    }
}
