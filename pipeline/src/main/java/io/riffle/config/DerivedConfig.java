package io.riffle.config;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Violations;

/**
 * A feature that follows from others by a formula, for example {@code amount / max(avg_amount, 1)}.
 *
 * @param type number, integer, boolean, category or text
 */
public record DerivedConfig(String name, String expression, FeatureType type) {
    public DerivedConfig {
        Violations.in("derived." + name)
                .check(
                        name.matches("[A-Za-z_][A-Za-z0-9_]*"),
                        "name",
                        "must be letters, digits and '_'",
                        "'" + name + "'")
                .notBlank("expression", expression)
                .check(type != FeatureType.IMAGE, "type", "must be a number or a text", "image")
                .throwIfAny();
    }
}
