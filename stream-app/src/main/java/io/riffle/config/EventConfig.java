package io.riffle.config;

import java.util.List;
import java.util.Optional;

/**
 * What an event looks like. {@code id} and {@code entity} name top-level text fields; {@code fieldsIn} names the object
 * that holds the declared fields (dots separate levels), absent for the top level.
 */
public record EventConfig(
        String id,
        String entity,
        EventTimeConfig time,
        boolean partitionedByEntity,
        int maxBytes,
        Optional<String> fieldsIn,
        DuplicatesConfig duplicates,
        List<FieldConfig> fields) {
    public EventConfig {
        fields = List.copyOf(fields);
    }
}
