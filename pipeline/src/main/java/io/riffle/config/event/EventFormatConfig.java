package io.riffle.config.event;

import io.riffle.settings.Violations;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What the values of the events topic are written in, and where their schema is.
 *
 * @param schema of Avro: what values are read as, and written with if there is no registry; of Protobuf: the descriptor
 *     set of {@code protoc}
 * @param message of Protobuf: the full name of the message in the descriptor set
 * @param registry where schemas are looked up by the id that a value carries
 */
public record EventFormatConfig(
        Kind kind, Optional<Path> schema, Optional<String> message, CsvConfig csv, Optional<RegistryConfig> registry) {
    public static final EventFormatConfig JSON = of(Kind.JSON);

    /** The formats. */
    public enum Kind {
        /** JSON in UTF-8. */
        JSON,
        /** Avro's binary encoding, behind a schema id or a fingerprint, or alone. */
        AVRO,
        /** Protobuf, behind a schema id or alone. */
        PROTOBUF,
        /** JSON behind a schema id. */
        JSON_SCHEMA,
        /** One row of comma-separated values. */
        CSV
    }

    public EventFormatConfig {
        boolean avro = kind == Kind.AVRO;
        boolean protobuf = kind == Kind.PROTOBUF;
        Violations.in("event")
                .check(
                        !(avro || protobuf) || schema.isPresent() || registry.isPresent(),
                        "format",
                        "must come with event.schema or event.registry",
                        kind.name().toLowerCase(Locale.ROOT) + " alone")
                .check(
                        schema.isEmpty() || avro || protobuf,
                        "schema",
                        "must be left out unless the format is avro or protobuf",
                        "set")
                .check(
                        message.isEmpty() || protobuf,
                        "message",
                        "must be left out unless the format is protobuf",
                        "set")
                .check(
                        message.isPresent() == (protobuf && schema.isPresent()) || !protobuf,
                        "message",
                        "must be given with event.schema, whose message it names",
                        "only one")
                .check(
                        !protobuf || schema.isPresent() || registry.stream().allMatch(EventFormatConfig::describes),
                        "schema",
                        "must be given where event.registry.api is apicurio, which has no descriptors of Protobuf",
                        "absent")
                .throwIfAny();
    }

    private static boolean describes(RegistryConfig registry) {
        return registry.api() == RegistryConfig.Api.CONFLUENT;
    }

    /** A format without anything beside it. */
    public static EventFormatConfig of(Kind kind) {
        return new EventFormatConfig(kind, Optional.empty(), Optional.empty(), CsvConfig.DEFAULT, Optional.empty());
    }
}
