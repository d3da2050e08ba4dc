package io.riffle.config.event;

import static io.riffle.settings.SettingType.TEXT;

import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.util.Locale;
import java.util.Optional;

/** Reads where in a record something is. */
final class PlaceReader {
    static final SettingType<EventPath> PATH = new SettingType<>(
            "path", EventPathParser.RULE, EventPath::parse, EventPath::text, EventPath.of("missing"), false);
    private static final SettingType<From> FROM = SettingType.oneOf(From.class);
    private static final String FROM_MEANING =
            "Where it is: value, key (as text, or a path in a key of JSON), header, or position";
    private static final String NAME_MEANING = "With from: header, the header's name";

    /** The parts of a record. */
    private enum From {
        VALUE,
        KEY,
        HEADER,
        POSITION
    }

    private PlaceReader() {}

    /** Of an id or an entity. */
    static EventPlace required(Section section) {
        From from = section.value("from", FROM, From.VALUE, FROM_MEANING);
        Optional<EventPath> path = section.optional("path", PATH, "Path in the value, or in a key of JSON");
        Optional<String> name = section.optional("name", TEXT, NAME_MEANING);
        checkUse(section, from, path, name);
        if (from == From.VALUE && path.isEmpty()) {
            section.problem("path", "is required: names of members joined by dots");
        }
        return place(section, from, path, name).orElse(new EventPlace.InValue(EventPath.of("missing")));
    }

    /** Of the event time, which may be the record's timestamp. */
    static Optional<EventPlace> ofTime(Section section) {
        Optional<EventPath> field =
                section.optional("field", PATH, "Path of the event time; else it is the record's timestamp");
        From from = section.value("from", FROM, From.VALUE, "Where it is: value, key or header");
        Optional<String> name = section.optional("name", TEXT, NAME_MEANING);
        checkUse(section, from, field, name);
        return place(section, from, field, name);
    }

    /**
     * Of a field.
     *
     * @param key of the field, which is its path, or the name of its header, where nothing else is said
     */
    static EventPlace ofField(Section section, String key) {
        From from = section.value("from", FROM, From.VALUE, "Where it is: value, key or header");
        Optional<EventPath> path =
                section.optional("path", PATH, "Path in the value, or in a key of JSON; else `<name>` is the path");
        Optional<String> name = section.optional("name", TEXT, "With from: header, the header's name; else `<name>`");
        checkUse(section, from, path, name);
        if (from == From.VALUE && path.isEmpty()) {
            return new EventPlace.InValue(parse(section, key));
        }
        Optional<String> header = from == From.HEADER ? name.or(() -> Optional.of(key)) : name;
        return place(section, from, path, header).orElse(new EventPlace.InValue(EventPath.of("missing")));
    }

    private static EventPath parse(Section section, String key) {
        return PATH.read(key).orElseGet(() -> {
            section.problem("the name " + PATH.rule() + ": was '" + key + "'");
            return EventPath.of("missing");
        });
    }

    private static Optional<EventPlace> place(
            Section section, From from, Optional<EventPath> path, Optional<String> name) {
        return switch (from) {
            case VALUE -> path.map(EventPlace.InValue::new);
            case KEY -> Optional.of(new EventPlace.InKey(path));
            case POSITION -> Optional.of(new EventPlace.Position());
            case HEADER -> {
                if (name.isEmpty()) {
                    section.problem("name", "is required with from: header");
                }
                yield name.map(EventPlace.InHeader::new);
            }
        };
    }

    private static void checkUse(Section section, From from, Optional<EventPath> path, Optional<String> name) {
        if (name.isPresent() && from != From.HEADER) {
            section.problem("name", "must be left out unless from is header: was '" + name.get() + "'");
        }
        if (path.isPresent() && (from == From.HEADER || from == From.POSITION)) {
            section.problem(
                    "from",
                    "must be value or key where a path is set: was "
                            + from.name().toLowerCase(Locale.ROOT));
        }
    }
}
