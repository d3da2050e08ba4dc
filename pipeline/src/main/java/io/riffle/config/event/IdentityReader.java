package io.riffle.config.event;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads {@code event.id}, {@code event.entity} and {@code event.time}. */
final class IdentityReader {
    private static final SettingType<TimeUnit> UNIT = SettingType.oneOf(TimeUnit.class);
    private static final SettingType<Identifier.Type> TYPE = SettingType.oneOf(Identifier.Type.class);
    private static final SettingType<ZoneId> ZONE = new SettingType<>(
            "time zone",
            "must be a time zone such as UTC, +02:00 or Europe/Berlin",
            IdentityReader::zone,
            ZoneId::getId,
            ZoneOffset.UTC,
            false);

    private IdentityReader() {}

    static EventConfig.Identity read(Section section) {
        Identifier id = identifier(section, "id", "Path of the event's id; a map says where else it is");
        Identifier entity = identifier(
                section, "entity", "Path of the entity's id, what history is kept for; a map says where else it is");
        return new EventConfig.Identity(id, entity, section.section("time", IdentityReader::time));
    }

    private static Identifier identifier(Section section, String key, String meaning) {
        return section.valueOrSection(
                key,
                () -> {
                    String path =
                            section.required(key, PlaceReader.PATH, meaning).text();
                    return Identifier.at(path);
                },
                IdentityReader::identifier);
    }

    private static Identifier identifier(Section section) {
        EventPlace place = PlaceReader.required(section);
        Identifier.Type type = section.value(
                "type",
                TYPE,
                Identifier.Type.EXACT,
                "Exact is text, an integer or a boolean; any also a number with fraction or exponent");
        return new Identifier(place, type);
    }

    private static EventTimeConfig time(Section section) {
        Optional<EventPlace> place = PlaceReader.ofTime(section);
        Optional<String> pattern = section.optional(
                "format", TEXT, "Pattern of texts that are not ISO 8601, such as dd.MM.yyyy HH:mm (DateTimeFormatter)");
        TimeUnit usual = pattern.isPresent() ? TimeUnit.ISO : TimeUnit.MS;
        TimeUnit unit = section.derived(
                "unit", UNIT, usual, "ms", "Unit of the event time, a number or its text; iso is a date or a time");
        Optional<ZoneId> zone = section.optional("zone", ZONE, "Time zone of texts without an offset");
        Optional<Duration> maxAge = section.optional(
                "max-age", DURATION, "An event this much older than its record's timestamp is a dead letter");
        Optional<Duration> maxAhead = section.optional(
                "max-ahead", DURATION, "An event this much younger than its record's timestamp is a dead letter");
        return section.build(() -> new EventTimeConfig(place, new TimeForm(unit, zone, pattern), maxAge, maxAhead))
                .orElse(EventTimeConfig.DEFAULT);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }
}
