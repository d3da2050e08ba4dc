package io.riffle.config;

import static io.riffle.settings.SettingType.BOOLEAN;
import static io.riffle.settings.SettingType.BYTES;
import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code event}. */
final class EventReader {
    private static final SettingType<EventTimeConfig.TimeUnit> UNIT = SettingType.oneOf(EventTimeConfig.TimeUnit.class);
    private static final SettingType<DuplicatesConfig.Action> ACTION = SettingType.oneOf(DuplicatesConfig.Action.class);

    private EventReader() {}

    static EventConfig read(Section section, FeatureNotes notes) {
        String id = section.required("id", TEXT, "Field with the event's id");
        String entity = section.required("entity", TEXT, "Field with the entity's id, what history is kept for");
        EventTimeConfig time = section.section("time", EventReader::time);
        boolean partitioned = section.value(
                "partitioned-by-entity",
                BOOLEAN,
                false,
                "Whether the record key is the entity; if not, events are repartitioned first");
        long maxBytes = section.value(
                "max-bytes", BYTES, (long) EventConfig.DEFAULT_MAX_BYTES, "A larger event is a dead letter");
        Optional<String> fieldsIn = section.optional(
                "fields-in", TEXT, "Object that holds the fields (dots separate levels); else the top");
        Optional<String> value = section.optional(
                "value", TEXT, "Image field that the whole record value is; id, entity and time are then headers");
        EventFormatConfig format = EventFormatReader.read(section);
        EnvelopeConfig envelope = EnvelopeReader.read(section);
        DuplicatesConfig duplicates = section.section("duplicates", EventReader::duplicates);
        List<FieldConfig> fields = section.entries("fields", (name, field) -> {
            notes.read(name, field);
            return FieldReader.read(name, field);
        });
        int bytes = (int) Math.min(maxBytes, Integer.MAX_VALUE);
        return section.build(() -> new EventConfig(
                        new EventConfig.Identity(id, entity, time),
                        partitioned,
                        bytes,
                        fieldsIn,
                        duplicates,
                        fields,
                        value,
                        envelope,
                        format))
                .orElseGet(() -> standIn(time, duplicates, fields));
    }

    private static EventConfig standIn(EventTimeConfig time, DuplicatesConfig duplicates, List<FieldConfig> fields) {
        return new EventConfig(
                new EventConfig.Identity("id", "entity", time),
                false,
                EventConfig.DEFAULT_MAX_BYTES,
                Optional.empty(),
                duplicates,
                fields);
    }

    private static EventTimeConfig time(Section section) {
        Optional<String> field =
                section.optional("field", TEXT, "Field with the event time; else it is the record's timestamp");
        EventTimeConfig.TimeUnit unit =
                section.value("unit", UNIT, EventTimeConfig.DEFAULT.unit(), "Unit of the event time; iso is text");
        Optional<Duration> maxAge = section.optional(
                "max-age", DURATION, "An event this much older than its record's timestamp is a dead letter");
        Optional<Duration> maxAhead = section.optional(
                "max-ahead", DURATION, "An event this much younger than its record's timestamp is a dead letter");
        return section.build(() -> new EventTimeConfig(field, unit, maxAge, maxAhead))
                .orElse(EventTimeConfig.DEFAULT);
    }

    private static DuplicatesConfig duplicates(Section section) {
        DuplicatesConfig usual = DuplicatesConfig.DEFAULT;
        Duration horizon = section.value(
                "horizon", DURATION, usual.horizon(), "How long event ids are remembered; 0s turns it off");
        DuplicatesConfig.Action action = section.value(
                "action", ACTION, usual.action(), "Make a repeated event a dead letter, or score it with a warning");
        return section.build(() -> new DuplicatesConfig(horizon, action)).orElse(usual);
    }
}
