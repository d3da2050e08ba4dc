package io.riffle.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value as a file says it, for formats in which a value may be a name, a list or a map. What cannot be read as asked
 * notes a problem and reads as a stand-in.
 */
public final class Value {
    /** What YAML 1.1 takes for true. */
    private static final Set<String> YES = Set.of("true", "yes", "on");

    private final Reading reading;
    private final String key;
    private final @Nullable ConfigNode node;

    Value(Reading reading, String key, @Nullable ConfigNode node) {
        this.reading = reading;
        this.key = key;
        this.node = node;
    }

    public boolean isPresent() {
        return node != null && !is(ConfigNode.Scalar.Form.NULL);
    }

    public boolean isMap() {
        return node instanceof ConfigNode.Mapping;
    }

    public boolean isText() {
        return is(ConfigNode.Scalar.Form.TEXT);
    }

    public boolean isNumber() {
        return is(ConfigNode.Scalar.Form.WHOLE) || is(ConfigNode.Scalar.Form.DECIMAL);
    }

    private boolean is(ConfigNode.Scalar.Form form) {
        return node instanceof ConfigNode.Scalar scalar && scalar.form() == form;
    }

    /** Notes that a rule is broken: "must be ...", to which what was found is added. */
    public void problem(String rule) {
        note(rule + ": was " + shown());
    }

    /** Notes a problem in words of its own. */
    public void note(String message) {
        if (node == null) {
            reading.problem(key, message);
        } else {
            reading.problem(reading.inFile(node.line()), key, message);
        }
    }

    /** Whole numbers read as text; 1.10 does not: other readers of YAML would make 1.1 of it. */
    public String text() {
        if (is(ConfigNode.Scalar.Form.DECIMAL)) {
            problem("must be a text; put a number in quotes");
        } else if (!isText() && !is(ConfigNode.Scalar.Form.WHOLE)) {
            problem("must be a text");
        } else if (scalar().isBlank()) {
            problem("must not be blank");
        }
        return whole().map(String::valueOf).orElse(scalar());
    }

    public Optional<String> optionalText() {
        return isPresent() ? Optional.of(text()) : Optional.empty();
    }

    /** The text of a single value; blank if it is something else. */
    public String scalar() {
        return node instanceof ConfigNode.Scalar scalar && !scalar.isNull() ? scalar.text() : "";
    }

    public boolean flag() {
        if (isPresent() && !is(ConfigNode.Scalar.Form.BOOLEAN)) {
            problem("must be true or false");
        }
        return YES.contains(scalar().toLowerCase(Locale.ROOT));
    }

    public double number() {
        double number = whole().map(Long::doubleValue).orElseGet(this::decimal);
        if (!Double.isFinite(number)) {
            problem("must be a number");
            return 0;
        }
        return number;
    }

    private double decimal() {
        try {
            return isNumber() ? Double.parseDouble(digits()) : Double.NaN;
        } catch (NumberFormatException infinite) {
            return Double.NaN;
        }
    }

    /** A whole number of at least 0. */
    public long count() {
        return whole().filter(count -> count >= 0).orElseGet(() -> {
            problem("must be a whole number of at least 0");
            return 0L;
        });
    }

    /** The whole number that is written; empty if something else is, or one beyond 64 bits. */
    public Optional<Long> whole() {
        if (!is(ConfigNode.Scalar.Form.WHOLE)) {
            return Optional.empty();
        }
        try {
            String digits = digits();
            boolean binary = digits.contains("0b");
            return Optional.of(binary ? Long.valueOf(digits.replace("0b", ""), 2) : Long.decode(digits));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private String digits() {
        return scalar().replace("_", "");
    }

    /** A Boolean, Long, Double or String, as YAML takes it. */
    public Object plain() {
        if (is(ConfigNode.Scalar.Form.BOOLEAN)) {
            return flag();
        }
        if (isNumber()) {
            Optional<Long> whole = whole();
            return whole.isPresent() ? whole.get() : (Object) number();
        }
        if (!isText()) {
            problem("must be a text, a number or a boolean");
        }
        return scalar();
    }

    /** The elements of a list, none if it is absent. */
    public List<Value> items() {
        List<Value> items = new ArrayList<>();
        if (node instanceof ConfigNode.Sequence sequence) {
            for (ConfigNode item : sequence.items()) {
                items.add(new Value(reading, key + "[" + items.size() + "]", item));
            }
        } else if (isPresent()) {
            problem("must be a list");
        }
        return items;
    }

    public boolean isList() {
        return node instanceof ConfigNode.Sequence;
    }

    /** The entries of a map under names of the user's own, none if it is absent. */
    public Map<String, Value> entries() {
        Map<String, Value> entries = new LinkedHashMap<>();
        if (node instanceof ConfigNode.Mapping mapping) {
            mapping.entries().forEach((name, value) -> entries.put(name, new Value(reading, key + "." + name, value)));
        } else if (isPresent()) {
            problem("must be a map of keys");
        }
        return entries;
    }

    /** Reads a map that must be there. */
    public <T> T section(Function<Section, T> reader) {
        if (!isMap()) {
            problem("must be a map of keys");
        }
        ConfigNode.Mapping mapping = node instanceof ConfigNode.Mapping given ? given : ConfigNode.Mapping.empty(0);
        if (node != null) {
            reading.found(key, reading.inFile(node.line()));
        }
        return new Section(reading, key, mapping).read(reader);
    }

    /** Reads a map that may be absent. */
    public <T> Optional<T> optionalSection(Function<Section, T> reader) {
        return isPresent() ? Optional.of(section(reader)) : Optional.empty();
    }

    private String shown() {
        return node == null || !isPresent() ? "absent" : ShownText.cut(shown(node));
    }

    private static String shown(ConfigNode node) {
        if (node instanceof ConfigNode.Scalar scalar) {
            return scalar.form() == ConfigNode.Scalar.Form.TEXT ? quoted(scalar.text()) : scalar.text();
        }
        if (node instanceof ConfigNode.Sequence sequence) {
            return sequence.items().stream().map(Value::shown).collect(Collectors.joining(",", "[", "]"));
        }
        return ((ConfigNode.Mapping) node)
                .entries().entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + shown(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
