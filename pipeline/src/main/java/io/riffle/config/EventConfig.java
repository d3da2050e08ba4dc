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
        DuplicateKeys duplicateKeys,
        EnvelopeConfig envelope) {
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    /** Kafka needs a whole record in memory several times over. */
    private static final int LARGEST = 64 << 20;

    /** Where the event's id is, that of the entity it is about, and its time. */
    public record Identity(Identifier id, Identifier entity, EventTimeConfig time) {
        /** Paths inside the value, as a file says them. */
        public Identity(String id, String entity, EventTimeConfig time) {
            this(Identifier.at(id), Identifier.at(entity), time);
        }
    }

    public EventConfig {
        fields = List.copyOf(fields);
        Violations violations =
                Violations.in("event").atLeast("max-bytes", maxBytes, 1).atMost("max-bytes", maxBytes, LARGEST);
        checkHolder(violations, fieldsIn);
        EventPlaces.check(identity, partitionedByEntity, violations);
        if (value.isPresent()) {
            checkValue(violations, value.get(), fields, fieldsIn.isPresent());
            violations.check(
                    envelope.isBare() && envelope.carrier().equals(alone(envelope)),
                    "envelope",
                    "must be left out where value is set, as payload-in, decimals, arrays and compression: an image has none",
                    "set");
        }
        violations.throwIfAny();
        EventPlaces.checkPaths(identity, fieldsIn, fields);
    }

    /** Events in JSON, with nothing around them. */
    public EventConfig(
            Identity identity,
            boolean partitionedByEntity,
            int maxBytes,
            Optional<String> fieldsIn,
            DuplicatesConfig duplicates,
            List<FieldConfig> fields) {
        this(identity, partitionedByEntity, maxBytes, fieldsIn, duplicates, fields, Optional.empty());
    }

    /** Events, or images, without a JSON key twice and with nothing around them. */
    public EventConfig(
            Identity identity,
            boolean partitionedByEntity,
            int maxBytes,
            Optional<String> fieldsIn,
            DuplicatesConfig duplicates,
            List<FieldConfig> fields,
            Optional<String> value) {
        this(
                identity,
                partitionedByEntity,
                maxBytes,
                fieldsIn,
                duplicates,
                fields,
                value,
                DuplicateKeys.REJECT,
                EnvelopeConfig.NONE);
    }

    public Identifier id() {
        return identity.id();
    }

    public Identifier entity() {
        return identity.entity();
    }

    public EventTimeConfig time() {
        return identity.time();
    }

    /** The same events as lines of a file: without a record whose key or timestamp could be compared with them. */
    public EventConfig recorded() {
        EventTimeConfig alone = new EventTimeConfig(time().place(), time().form(), Optional.empty(), Optional.empty());
        return new EventConfig(
                new Identity(id(), entity(), alone),
                false,
                maxBytes,
                fieldsIn,
                duplicates,
                fields,
                value,
                duplicateKeys,
                envelope);
    }

    /** What says of a carrier nothing but what tombstones become. */
    private static EnvelopeConfig.Carrier alone(EnvelopeConfig envelope) {
        EnvelopeConfig.Carrier usual = EnvelopeConfig.Carrier.DEFAULT;
        return new EnvelopeConfig.Carrier(
                usual.arrays(), usual.compression(), envelope.carrier().tombstones());
    }

    /** Where a field is in the value, seen from the top; empty if it is somewhere else. */
    public Optional<EventPath> path(FieldConfig field) {
        return field.source()
                .place()
                .valuePath()
                .map(path -> fieldsIn.map(holder -> path.below(EventPath.parse(holder)))
                        .orElse(path));
    }

    private static void checkHolder(Violations violations, Optional<String> fieldsIn) {
        try {
            boolean members = fieldsIn.map(EventPath::parse).stream()
                    .flatMap(path -> path.steps().stream())
                    .allMatch(EventPath.Member.class::isInstance);
            violations.check(members, "fields-in", "must lead through objects", "'" + fieldsIn.orElse("") + "'");
        } catch (IllegalArgumentException noPath) {
            violations.add("fields-in", String.valueOf(noPath.getMessage()));
        }
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
