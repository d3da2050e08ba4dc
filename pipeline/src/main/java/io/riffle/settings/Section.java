package io.riffle.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One map of a settings file while it is read. Every read names the key, its type, its default and its meaning: the
 * known keys and the reference table follow from that. Reading never fails; it notes a problem and goes on with a
 * stand-in, so that one run finds all problems.
 */
public final class Section {
    private final Reading reading;
    private final String path;
    private final SectionValues values;
    private final Set<String> known = new LinkedHashSet<>();

    Section(Reading reading, String path, ConfigNode.Mapping node) {
        this.reading = reading;
        this.path = path;
        this.values = new SectionValues(reading, path, node);
    }

    /** A value that must be given. */
    public <T> T required(String key, SettingType<T> type, String meaning) {
        describe(key, type.name(), "required", meaning);
        Optional<T> value = values.find(key, type);
        if (value.isEmpty()) {
            problem(key, "is required");
        }
        return value.orElse(type.placeholder());
    }

    /** A value with a default. */
    public <T> T value(String key, SettingType<T> type, T fallback, String meaning) {
        return derived(key, type, fallback, type.formatter().apply(fallback), meaning);
    }

    /** A value whose default follows from others; {@code rule} tells how in the reference table. */
    public <T> T derived(String key, SettingType<T> type, T fallback, String rule, String meaning) {
        describe(key, type.name(), rule, meaning);
        return values.find(key, type).orElseGet(() -> {
            reading.show(values.full(key), type.formatter().apply(fallback));
            return fallback;
        });
    }

    /** A value that may be absent. */
    public <T> Optional<T> optional(String key, SettingType<T> type, String meaning) {
        describe(key, type.name(), "-", meaning);
        return values.find(key, type);
    }

    /** A path that must be given; in a file it is relative to the file's folder. */
    public Path requiredPath(String key, String meaning) {
        return reading.resolve(values.full(key), required(key, SettingType.PATH, meaning));
    }

    /** A path with a default; in a file it is relative to the file's folder, the default to the working directory. */
    public Path path(String key, Path fallback, String meaning) {
        return reading.resolve(values.full(key), value(key, SettingType.PATH, fallback, meaning));
    }

    /** A path that may be absent; in a file it is relative to the file's folder. */
    public Optional<Path> optionalPath(String key, String meaning) {
        return optional(key, SettingType.PATH, meaning).map(given -> reading.resolve(values.full(key), given));
    }

    /** A list of values, empty if it is absent. */
    public <T> List<T> list(String key, SettingType<T> type, String meaning) {
        describe(key, "list of " + type.name(), "[]", meaning);
        List<T> items = values.texts(key).stream()
                .flatMap(text -> values.parse(key, text, type).stream())
                .toList();
        if (!items.isEmpty()) {
            reading.show(
                    values.full(key),
                    items.stream().map(type.formatter()).toList().toString());
        }
        return items;
    }

    /** Free keys with text values; nested maps are joined with dots. Shown as {@link Masks#property} allows. */
    public Map<String, String> properties(String key, String meaning) {
        describe(key, "map", "{}", meaning);
        Map<String, String> properties = new LinkedHashMap<>();
        values.properties(key).forEach((name, given) -> {
            String full = values.full(key) + "." + name;
            reading.found(full, given.origin());
            reading.show(full, Masks.property(name, given.text()));
            properties.put(name, given.text());
        });
        return properties;
    }

    /** A group of keys, read with all its defaults if it is absent. */
    public <T> T section(String key, Function<Section, T> reader) {
        known.add(key);
        return read(values.full(key), values.mapping(key), reader);
    }

    /** A group of keys that may be absent as a whole. */
    public <T> Optional<T> optionalSection(String key, Function<Section, T> reader) {
        known.add(key);
        Optional<ConfigNode.Mapping> mapping = values.mapping(key);
        boolean overridden =
                !reading.overrides().commandLineKeysBelow(values.full(key)).isEmpty();
        if (mapping.isEmpty() && !overridden && !reading.describing()) {
            reading.overrides().needsFile(values.full(key));
            return Optional.empty();
        }
        return Optional.of(read(values.full(key), mapping, reader));
    }

    /** A value, or a group of keys in its place. */
    public <T> T valueOrSection(String key, Supplier<T> value, Function<Section, T> group) {
        boolean grouped = values.node().entries().get(key) instanceof ConfigNode.Mapping
                || !reading.overrides().commandLineKeysBelow(values.full(key)).isEmpty();
        if (!grouped || reading.describing()) {
            T single = value.get();
            if (!reading.describing()) {
                return single;
            }
        }
        return section(key, group);
    }

    /** Lets problems of what was read here be told of another name than the key of this section. */
    public void called(String key, String name) {
        reading.found(path.substring(0, path.length() - key.length()) + name, reading.originOf(path));
    }

    /** Whether the file or an override says something about a key that was read. */
    public boolean isGiven(String key) {
        return known.contains(key) && reading.isGiven(values.full(key));
    }

    /** Groups of keys under free names, in the order of the file; the command line may add some. */
    public <T> List<T> entries(String key, BiFunction<String, Section, T> reader) {
        return entries(key, Optional.empty(), reader);
    }

    /** The same, where a single value instead of a group is that of the group's key {@code main}. */
    public <T> List<T> entriesOrValues(String key, String main, BiFunction<String, Section, T> reader) {
        return entries(key, Optional.of(main), reader);
    }

    private <T> List<T> entries(String key, Optional<String> main, BiFunction<String, Section, T> reader) {
        known.add(key);
        reading.overrides().needsFile(values.full(key));
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        values.mapping(key).ifPresent(mapping -> entries.putAll(mapping.entries()));
        main.ifPresent(single -> entries.replaceAll((name, value) -> grouped(single, value)));
        addOverridden(values.full(key), entries);
        if (reading.describing()) {
            entries.put("<name>", ConfigNode.Mapping.empty(0));
        }
        List<T> items = new ArrayList<>();
        entries.forEach((name, value) -> {
            String entry = key + "." + name;
            items.add(read(values.full(entry), values.asMapping(entry, value), section -> reader.apply(name, section)));
        });
        return items;
    }

    /** A value as written, whose form the reader decides on; absent if the file says nothing or {@code null}. */
    public Value at(String key) {
        known.add(key);
        return new Value(reading, values.full(key), values.node().entries().get(key));
    }

    /** Notes a problem of this section as a whole. */
    public void problem(String message) {
        reading.problem(path, message);
    }

    /** Builds a record; what its constructor complains about becomes problems, at the lines of the keys it names. */
    public <T> Optional<T> build(Supplier<T> constructor) {
        try {
            return Optional.of(constructor.get());
        } catch (InvalidSettingsException invalid) {
            invalid.violations().forEach(violation -> reading.problem(violation.key(), violation.message()));
        } catch (IllegalArgumentException invalid) {
            reading.problem(path, String.valueOf(invalid.getMessage()));
        }
        return Optional.empty();
    }

    /** Notes a problem of a key of this section. */
    public void problem(String key, String message) {
        reading.problem(values.full(key), message);
    }

    /** Notes the keys that nobody read. */
    private void finish() {
        values.node().entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                Origin origin = reading.inFile(value.line());
                reading.problem(origin, values.full(key), "is not a known key: " + advice(key));
            }
        });
    }

    private String advice(String key) {
        return NearestKey.to(key, known)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("known are " + String.join(", ", known));
    }

    private <T> T read(String sectionPath, Optional<ConfigNode.Mapping> mapping, Function<Section, T> reader) {
        mapping.ifPresent(given -> reading.found(sectionPath, reading.inFile(given.line())));
        return new Section(reading, sectionPath, mapping.orElse(ConfigNode.Mapping.empty(0))).read(reader);
    }

    /** The reader's result, after noting what it did not ask for. */
    <T> T read(Function<Section, T> reader) {
        T value = reader.apply(this);
        finish();
        return value;
    }

    private static ConfigNode grouped(String main, ConfigNode value) {
        boolean single = value instanceof ConfigNode.Scalar scalar && !scalar.isNull();
        return single ? new ConfigNode.Mapping(Map.of(main, value), value.line()) : value;
    }

    private void addOverridden(String full, Map<String, ConfigNode> entries) {
        for (String key : reading.overrides().commandLineKeysBelow(full)) {
            if (entries.keySet().stream().noneMatch(name -> key.startsWith(name + "."))) {
                entries.put(key.replaceFirst("\\..*", ""), ConfigNode.Mapping.empty(0));
            }
        }
    }

    private void describe(String key, String type, String fallback, String meaning) {
        known.add(key);
        reading.describe(new KeyReference(values.full(key), type, fallback, meaning));
    }
}
