package io.riffle.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is given for the keys of one map: by an override, else in the file. Notes what is unusable. */
final class SectionValues {
    private final Reading reading;
    private final String path;
    private final ConfigNode.Mapping node;

    SectionValues(Reading reading, String path, ConfigNode.Mapping node) {
        this.reading = reading;
        this.path = path;
        this.node = node;
    }

    ConfigNode.Mapping node() {
        return node;
    }

    String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    <T> Optional<T> find(String key, SettingType<T> type) {
        noteLine(key);
        Optional<Given> given = reading.attempt(full(key), () -> given(key, type.secret()));
        given.ifPresent(text -> reading.found(full(key), text.origin()));
        Optional<T> value = given.flatMap(text -> parse(key, text.text(), type));
        value.ifPresent(found -> reading.show(full(key), type.formatter().apply(found)));
        return value;
    }

    <T> Optional<T> parse(String key, String text, SettingType<T> type) {
        Optional<T> value = type.read(text);
        if (value.isEmpty()) {
            String shown = type.secret() ? Masks.MASK : "'" + Masks.withoutUser(text) + "'";
            reading.problem(full(key), type.rule() + ": was " + shown);
        }
        return value;
    }

    /** The items of a list; an override may write {@code a,b} or {@code [a, b]}. */
    List<String> texts(String key) {
        noteLine(key);
        Optional<Given> override =
                reading.attempt(full(key), () -> reading.overrides().find(full(key), false));
        if (override.isPresent()) {
            reading.found(full(key), override.get().origin());
            return split(override.get().text());
        }
        ConfigNode value = node.entries().get(key);
        if (value instanceof ConfigNode.Sequence sequence) {
            return sequence.items().stream()
                    .flatMap(item -> reading.attempt(full(key), () -> Optional.of(scalar(item))).stream())
                    .map(Given::text)
                    .toList();
        }
        if (value != null) {
            reading.problem(full(key), "must be a list: was " + value.kind());
        }
        return List.of();
    }

    /** Free keys; nested maps are joined with dots. */
    Map<String, Given> properties(String key) {
        Map<String, Given> given = new LinkedHashMap<>();
        mapping(key).ifPresent(mapping -> flatten(key, "", mapping, given));
        reading.attempt(full(key), () -> Optional.of(reading.overrides().below(full(key))))
                .ifPresent(given::putAll);
        return given;
    }

    Optional<ConfigNode.Mapping> mapping(String key) {
        ConfigNode value = node.entries().get(key);
        return value == null ? Optional.empty() : asMapping(key, value);
    }

    /** An empty value is an absent one: a section whose keys are all commented out. */
    Optional<ConfigNode.Mapping> asMapping(String key, ConfigNode value) {
        if (value instanceof ConfigNode.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (!(value instanceof ConfigNode.Scalar scalar && scalar.isNull())) {
            reading.problem(reading.inFile(value.line()), full(key), "must be a map of keys: was " + value.kind());
        }
        return Optional.empty();
    }

    private Optional<Given> given(String key, boolean secret) {
        Optional<Given> override = reading.overrides().find(full(key), secret);
        ConfigNode value = node.entries().get(key);
        return override.isPresent() || value == null ? override : Optional.of(scalar(value));
    }

    private Given scalar(ConfigNode value) {
        if (value instanceof ConfigNode.Scalar scalar && !scalar.isNull()) {
            return new Given(reading.resolved(scalar.text()), reading.inFile(scalar.line()));
        }
        throw new IllegalArgumentException("must be a single value: was " + value.kind());
    }

    private void flatten(String key, String prefix, ConfigNode.Mapping mapping, Map<String, Given> flat) {
        mapping.entries().forEach((name, value) -> {
            String property = prefix + name;
            if (value instanceof ConfigNode.Mapping nested) {
                flatten(key, property + ".", nested, flat);
                return;
            }
            String full = full(key) + "." + property;
            Origin here = reading.inFile(value.line());
            reading.found(full, here);
            Given first = flat.get(property);
            if (first != null) {
                reading.problem(
                        here,
                        full,
                        "must occur once: is also in line " + first.origin().line());
            }
            reading.attempt(full, () -> Optional.of(scalar(value))).ifPresent(given -> flat.put(property, given));
        });
    }

    private void noteLine(String key) {
        ConfigNode value = node.entries().get(key);
        if (value != null) {
            reading.found(full(key), reading.inFile(value.line()));
        }
    }

    private static List<String> split(String text) {
        String items =
                text.strip().replaceFirst("^\\[", "").replaceFirst("]$", "").strip();
        return items.isEmpty() ? List.of() : List.of(items.split("\\s*,\\s*"));
    }
}
