package io.riffle.config;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Violations;
import java.util.List;
import java.util.Optional;

/**
 * What an event looks like. {@code fieldsIn} names the object
 * that holds the declared fields (dots separate levels), absent for the top level. Where {@code value} names an image field,
 * the whole record value is that image, and id, entity and time are headers.
 */
public record EventConfig(
        Identity identity,
        boolean partitionedByEntity,
        int maxBytes,
        Optional<String> fieldsIn,
        DuplicatesConfig duplicates,
        List<FieldConfig> fields,
        Optional<String> value,
        EnvelopeConfig envelope,
        EventFormatConfig format) {
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    /** Kafka needs a whole record in memory several times over. */
    private static final int LARGEST = 64 << 20;

    /** The top-level text fields with the event's id and that of the entity it is about, and where its time is. */
    public record Identity(String id, String entity, EventTimeConfig time) {}

    public EventConfig {
        fields = List.copyOf(fields);
        Violations violations = Violations.in("event")
                .notBlank("id", identity.id())
                .notBlank("entity", identity.entity())
                .atLeast("max-bytes", maxBytes, 1)
                .atMost("max-bytes", maxBytes, LARGEST);
        fieldsIn.ifPresent(path -> violations.check(
                path.matches("[^.\\s]+(\\.[^.\\s]+)*"), "fields-in", "must be names joined by dots", "'" + path + "'"));
        if (value.isPresent()) {
            checkValue(violations, value.get(), fields, fieldsIn.isPresent());
            violations.check(
                    envelope.isBare() && envelope.carrier().equals(alone(envelope)),
                    "envelope",
                    "must be left out where value is set, as payload-in, decimals, arrays and compression: an image has none",
                    "set");
            violations.check(
                    format.equals(EventFormatConfig.JSON), "format", "must be left out where value is set", "set");
        }
        violations
                .check(
                        fieldsIn.isEmpty() || format.kind() != EventFormatConfig.Kind.CSV,
                        "fields-in",
                        "must be left out where the format is csv, whose cells stand in no object",
                        "set")
                .check(
                        !envelope.splits() || format.kind() == EventFormatConfig.Kind.JSON,
                        "arrays",
                        "must not be split unless the format is json, for events are cut out of its text",
                        "split")
                .throwIfAny();
    }

    /** Events in JSON, with nothing around them. */
    public EventConfig(
            Identity identity,
            boolean partitionedByEntity,
            int maxBytes,
            Optional<String> fieldsIn,
            DuplicatesConfig duplicates,
            List<FieldConfig> fields) {
        this(
                identity,
                partitionedByEntity,
                maxBytes,
                fieldsIn,
                duplicates,
                fields,
                Optional.empty(),
                EnvelopeConfig.NONE,
                EventFormatConfig.JSON);
    }

    /** The same events, written in something else. */
    public EventConfig with(EventFormatConfig other) {
        return new EventConfig(
                identity, partitionedByEntity, maxBytes, fieldsIn, duplicates, fields, value, envelope, other);
    }

    public String id() {
        return identity.id();
    }

    public String entity() {
        return identity.entity();
    }

    public EventTimeConfig time() {
        return identity.time();
    }

    /**
     * The same events as lines of a file: without a record whose key or timestamp could be compared with them, and in
     * JSON, which rows of other files are turned into.
     */
    public EventConfig recorded() {
        EventTimeConfig alone = new EventTimeConfig(time().field(), time().unit(), Optional.empty(), Optional.empty());
        return new EventConfig(
                new Identity(id(), entity(), alone),
                false,
                maxBytes,
                fieldsIn,
                duplicates,
                fields,
                value,
                envelope,
                EventFormatConfig.JSON);
    }

    /** What says of a carrier nothing but what tombstones become. */
    private static EnvelopeConfig.Carrier alone(EnvelopeConfig envelope) {
        EnvelopeConfig.Carrier usual = EnvelopeConfig.Carrier.DEFAULT;
        return new EnvelopeConfig.Carrier(
                usual.arrays(), usual.compression(), envelope.carrier().tombstones());
    }

    private static void checkValue(Violations violations, String name, List<FieldConfig> fields, boolean nested) {
        boolean image = fields.size() == 1
                && fields.get(0).name().equals(name)
                && fields.get(0).type() == FeatureType.IMAGE
                && fields.get(0).image().folder().isEmpty();
        violations
                .check(image, "value", "must be the only field, of type image and without a folder", "'" + name + "'")
                .check(!nested, "fields-in", "must be left out where value is set", "set");
    }
}
