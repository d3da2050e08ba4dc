package io.riffle.config;

import io.riffle.config.settings.Violations;
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
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    /** Kafka needs a whole record in memory several times over. */
    private static final int LARGEST = 64 << 20;

    public EventConfig {
        fields = List.copyOf(fields);
        Violations violations = Violations.in("event")
                .notBlank("id", id)
                .notBlank("entity", entity)
                .atLeast("max-bytes", maxBytes, 1)
                .atMost("max-bytes", maxBytes, LARGEST);
        fieldsIn.ifPresent(path -> violations.check(
                path.matches("[^.\\s]+(\\.[^.\\s]+)*"), "fields-in", "must be names joined by dots", "'" + path + "'"));
        violations.throwIfAny();
    }
}
