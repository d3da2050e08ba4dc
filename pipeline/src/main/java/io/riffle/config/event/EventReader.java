package io.riffle.config.event;

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
public final class EventReader {
    private static final SettingType<DuplicatesConfig.Action> ACTION = SettingType.oneOf(DuplicatesConfig.Action.class);
    private static final SettingType<DuplicateKeys> KEYS = SettingType.oneOf(DuplicateKeys.class);

    private EventReader() {}

    public static EventConfig read(Section section, FeatureNotes notes) {
        EventConfig.Identity identity = IdentityReader.read(section);
        boolean partitioned = section.value(
                "partitioned-by-entity",
                BOOLEAN,
                false,
                "Whether the record key is the entity; if not, events are repartitioned first");
        long maxBytes = section.value(
                "max-bytes", BYTES, (long) EventConfig.DEFAULT_MAX_BYTES, "A larger event is a dead letter");
        Optional<String> fieldsIn =
                section.optional("fields-in", TEXT, "Path of the object that the fields' paths begin in; else the top");
        Optional<String> value = section.optional(
                "value", TEXT, "Image field that the whole record value is; id, entity and time are then headers");
        EventFormatConfig format = EventFormatReader.read(section);
        EnvelopeConfig envelope = EnvelopeReader.read(section);
        DuplicateKeys keys = section.value(
                "duplicate-keys", KEYS, DuplicateKeys.REJECT, "Which value counts if a JSON key occurs twice");
        Leniency usual = FieldReader.leniency(section, "of all fields that it fits");
        DuplicatesConfig duplicates = section.section("duplicates", EventReader::duplicates);
        List<FieldConfig> fields =
                section.entries("fields", (key, field) -> FieldReader.readNoted(key, field, usual, notes));
        int bytes = (int) Math.min(maxBytes, Integer.MAX_VALUE);
        EventLayout layout = new EventLayout(format, envelope, keys, fieldsIn, value);
        return section.build(() -> new EventConfig(identity, partitioned, bytes, layout, duplicates, fields))
                .orElseGet(() -> standIn(identity.time(), duplicates, fields));
    }

    /** With the fields under their names: where they are may be what is wrong. */
    private static EventConfig standIn(EventTimeConfig time, DuplicatesConfig duplicates, List<FieldConfig> fields) {
        return new EventConfig(
                new EventConfig.Identity("id", "entity", time),
                false,
                EventConfig.DEFAULT_MAX_BYTES,
                EventLayout.PLAIN,
                duplicates,
                fields.stream()
                        .map(field -> field.from(FieldSource.of(field.name())))
                        .toList());
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
