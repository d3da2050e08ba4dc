package io.riffle.config.event;

import static io.riffle.settings.SettingType.TEXT;

import io.riffle.config.event.EnvelopeConfig.Arrays;
import io.riffle.config.event.EnvelopeConfig.Carrier;
import io.riffle.config.event.EnvelopeConfig.ChangeTime;
import io.riffle.config.event.EnvelopeConfig.Changes;
import io.riffle.config.event.EnvelopeConfig.Compression;
import io.riffle.config.event.EnvelopeConfig.Fate;
import io.riffle.config.event.EnvelopeConfig.Kind;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code event} says about the form that events come in. */
final class EnvelopeReader {
    private static final SettingType<Kind> KIND = SettingType.oneOf(Kind.class);
    private static final SettingType<Fate> FATE = SettingType.oneOf(Fate.class, EnvelopeReader::dashed);
    private static final SettingType<Arrays> ARRAYS = SettingType.oneOf(Arrays.class, EnvelopeReader::dashed);
    private static final SettingType<Compression> COMPRESSION = SettingType.oneOf(Compression.class);
    private static final SettingType<ChangeTime> TIME = SettingType.oneOf(ChangeTime.class);

    private EnvelopeReader() {}

    static EnvelopeConfig read(Section section) {
        EnvelopeConfig usual = EnvelopeConfig.NONE;
        Kind kind = section.value("envelope", KIND, usual.kind(), "What is around the event; all is sought inside");
        Optional<String> payloadIn = section.optional(
                "payload-in", TEXT, "Where the event is in it: an object, or text with JSON inside; $ is the value");
        Changes changes = changes(section, usual.changes());
        Carrier carrier = carrier(section, usual.carrier());
        return section.build(() -> new EnvelopeConfig(kind, payloadIn, changes, carrier))
                .orElse(usual);
    }

    private static Changes changes(Section section, Changes usual) {
        Fate deletes = section.value("deletes", FATE, usual.deletes(), "What becomes of Debezium's deletes");
        ChangeTime time = section.value(
                "change-time", TIME, usual.time(), "Debezium's time that stands in where the event has none");
        Map<String, Integer> decimals = new LinkedHashMap<>();
        section.properties("decimals", "Numbers that are base64 of Connect's decimals, with their scale")
                .forEach((path, scale) -> decimal(section, path, scale, decimals));
        return section.build(() -> new Changes(deletes, time, decimals)).orElse(usual);
    }

    private static void decimal(Section section, String path, String scale, Map<String, Integer> decimals) {
        if (scale.matches("-?\\d{1,6}")) {
            decimals.put(path, Integer.parseInt(scale));
            return;
        }
        section.problem("decimals", path + " must be a whole number, the digits behind the point: was '" + scale + "'");
    }

    private static Carrier carrier(Section section, Carrier usual) {
        Arrays arrays = section.value(
                "arrays", ARRAYS, usual.arrays(), "What becomes of an array: split makes each element an event");
        Compression compression =
                section.value("compression", COMPRESSION, usual.compression(), "How values are packed");
        Fate tombstones =
                section.value("tombstones", FATE, usual.tombstones(), "What becomes of a record without a value");
        return new Carrier(arrays, compression, tombstones);
    }

    private static String dashed(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
