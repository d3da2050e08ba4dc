package io.riffle.decode;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.RegistryConfig;
import io.riffle.format.SchemaSource;
import io.riffle.format.avro.AvroValues;
import io.riffle.format.protobuf.ProtobufValues;
import io.riffle.format.registry.PatientRegistry;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What the decoders of a pipeline's events share: the format, and the schemas that a registry has told. Thread-safe. */
public final class EventFormats {
    private final EventConfig event;
    private final Optional<SchemaSource> schemas;

    private EventFormats(EventConfig event, Optional<SchemaSource> schemas) {
        this.event = event;
        this.schemas = schemas;
    }

    /**
     * The formats of these events.
     *
     * @param nanoClock for how long an event has waited for the registry
     */
    public static EventFormats of(EventConfig event, LongSupplier nanoClock) {
        Function<RegistryConfig, SchemaSource> registry = config -> new PatientRegistry(config, nanoClock);
        return new EventFormats(event, event.format().registry().map(registry));
    }

    /**
     * The formats of events that no registry is asked about.
     *
     * @throws IllegalArgumentException if one is declared
     */
    static EventFormats alone(EventConfig event) {
        if (event.format().registry().isPresent()) {
            throw new IllegalArgumentException("events with a schema registry must be decoded with its formats");
        }
        return new EventFormats(event, Optional.empty());
    }

    /**
     * Reads what is declared once, so that a start tells what is wrong with it.
     *
     * @throws IllegalArgumentException if the declared schema cannot be read
     */
    public void check() {
        open();
    }

    /**
     * A format for one decoder.
     *
     * @throws IllegalArgumentException if the declared schema cannot be read
     */
    EventFormat open() {
        try {
            return format();
        } catch (NoClassDefFoundError absent) {
            throw new IllegalArgumentException(
                    "event.format must have its library on the class path: " + absent.getMessage()
                            + " is missing (avro: org.apache.avro:avro, csv: jackson-dataformat-csv)",
                    absent);
        }
    }

    private EventFormat format() {
        JsonFormat json = new JsonFormat(event.maxBytes());
        return switch (event.format().kind()) {
            case JSON -> json;
            case JSON_SCHEMA -> new FramedJsonFormat(event.format(), json);
            case CSV -> new CsvFormat(event);
            case AVRO -> new TokensFormat(new AvroValues(event.format(), schemas));
            case PROTOBUF -> new TokensFormat(new ProtobufValues(event.format(), schemas));
        };
    }
}
