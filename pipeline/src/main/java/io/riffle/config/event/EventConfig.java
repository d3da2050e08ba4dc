package io.riffle.config.event;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Violations;
import java.util.List;
import java.util.Optional;

/** What an event looks like. */
public record EventConfig(
        Identity identity,
        boolean partitionedByEntity,
        int maxBytes,
        EventLayout layout,
        DuplicatesConfig duplicates,
        List<FieldConfig> fields) {
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
        checkHolder(violations, layout.fieldsIn());
        EventPlaces.check(identity, partitionedByEntity, violations);
        if (layout.value().isPresent()) {
            checkValue(violations, layout.value().get(), layout, fields);
        }
        violations
                .check(
                        layout.fieldsIn().isEmpty() || layout.format().kind() != EventFormatConfig.Kind.CSV,
                        "fields-in",
                        "must be left out where the format is csv, whose cells stand in no object",
                        "set")
                .check(
                        !layout.envelope().splits() || layout.format().kind() == EventFormatConfig.Kind.JSON,
                        "arrays",
                        "must not be split unless the format is json, for events are cut out of its text",
                        "split")
                .throwIfAny();
        EventPlaces.checkPaths(identity, layout.fieldsIn(), fields);
    }

    /** The same events, written in something else. */
    public EventConfig with(EventFormatConfig other) {
        return new EventConfig(identity, partitionedByEntity, maxBytes, layout.with(other), duplicates, fields);
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

    public EventFormatConfig format() {
        return layout.format();
    }

    public EnvelopeConfig envelope() {
        return layout.envelope();
    }

    public DuplicateKeys duplicateKeys() {
        return layout.duplicateKeys();
    }

    public Optional<String> fieldsIn() {
        return layout.fieldsIn();
    }

    public Optional<String> value() {
        return layout.value();
    }

    /**
     * The same events as lines of a file: without a record whose key or timestamp could be compared with them, and in
     * JSON, which rows of other files are turned into.
     */
    public EventConfig recorded() {
        EventTimeConfig alone = new EventTimeConfig(time().place(), time().form(), Optional.empty(), Optional.empty());
        return new EventConfig(
                new Identity(id(), entity(), alone),
                false,
                maxBytes,
                layout.with(EventFormatConfig.JSON),
                duplicates,
                fields);
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
                .map(path -> fieldsIn()
                        .map(holder -> path.below(EventPath.parse(holder)))
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

    private static void checkValue(Violations violations, String name, EventLayout layout, List<FieldConfig> fields) {
        boolean image = fields.size() == 1
                && fields.get(0).name().equals(name)
                && fields.get(0).type() == FeatureType.IMAGE
                && fields.get(0).image().folder().isEmpty();
        EnvelopeConfig envelope = layout.envelope();
        violations
                .check(image, "value", "must be the only field, of type image and without a folder", "'" + name + "'")
                .check(layout.fieldsIn().isEmpty(), "fields-in", "must be left out where value is set", "set")
                .check(
                        envelope.isBare() && envelope.carrier().equals(alone(envelope)),
                        "envelope",
                        "must be left out where value is set, as payload-in, decimals, arrays and compression: an image has none",
                        "set")
                .check(
                        layout.format().equals(EventFormatConfig.JSON),
                        "format",
                        "must be left out where value is set",
                        "set");
    }
}
