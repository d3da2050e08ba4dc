package io.riffle.model.deployment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a variant of his choice, for tests.
 *
 * @param header name of a record header that names the variant; null if none is heeded, since any producer could set it
 * @param entities the variant of listed entities
 */
public record Overrides(@Nullable String header, Map<String, String> entities) {
    public static final Overrides NONE = new Overrides(null, Map.of());

    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public Overrides {
        entities = entities == null ? Map.of() : Map.copyOf(entities);
    }
}
