package io.riffle.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.model.ModelText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One object of a manifest while it is read. Collects every problem with its full key instead of stopping at the first;
 * what is wrong reads as an empty value, which never leaves the reader because problems refuse the manifest.
 */
final class Section {
    private final String path;
    private final JsonNode node;
    private final List<String> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (!node.isObject() && !node.isMissingNode()) {
            problem("must be an object: was " + shown(node));
        }
    }

    /** Adds a problem of this object as a whole. */
    void problem(String text) {
        problems.add((path.isEmpty() ? "the manifest" : path) + " " + text);
    }

    void problem(String key, String rule, JsonNode found) {
        problems.add(key(key) + " " + rule + ": was " + shown(found));
    }

    String key(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    JsonNode raw(String key) {
        asked.add(key);
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    boolean has(String key) {
        return !raw(key).isMissingNode();
    }

    Section section(String key) {
        if (!has(key)) {
            problem(key, "must be an object", raw(key));
        }
        return new Section(key(key), raw(key), problems);
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? Optional.of(section(key)) : Optional.empty();
    }

    String text(String key) {
        if (!has(key)) {
            problem(key, "must be a text", raw(key));
        }
        return optionalText(key).orElse("");
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(textOf(key, raw(key))) : Optional.empty();
    }

    /** Whole numbers read as text; 1.10 does not, because YAML would turn it into 1.1. */
    String textOf(String key, JsonNode value) {
        if (value.isFloatingPointNumber()) {
            problem(key, "must be a text; put a number in quotes", value);
        } else if (!value.isTextual() && !value.isIntegralNumber()) {
            problem(key, "must be a text", value);
        } else if (value.asText().isBlank()) {
            problem(key, "must not be blank", value);
        }
        return value.asText();
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        elements(key, (at, value) -> texts.add(textOf(at, value)));
        return texts;
    }

    double number(String key) {
        return numberOf(key, raw(key));
    }

    double numberOf(String key, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            problem(key, "must be a number", value);
        }
        return value.asDouble();
    }

    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        elements(key, (at, value) -> numbers.add(numberOf(at, value)));
        return numbers;
    }

    /** A whole number of at least 0; 0 where it is absent. */
    long count(String key) {
        return has(key) ? countOf(key, raw(key)) : 0;
    }

    long countOf(String key, JsonNode value) {
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
            problem(key, "must be a whole number of at least 0", value);
        }
        return value.asLong();
    }

    List<Long> counts(String key) {
        List<Long> counts = new ArrayList<>();
        elements(key, (at, value) -> counts.add(countOf(at, value)));
        return counts;
    }

    /** Hands over each element of a list with its key, for example {@code rows[2]}; an absent list is empty. */
    void elements(String key, BiConsumer<String, JsonNode> reader) {
        JsonNode list = raw(key);
        if (!list.isArray() && !list.isMissingNode()) {
            problem(key, "must be a list", list);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            reader.accept(key + "[" + i + "]", list.get(i));
        }
    }

    /** All entries, for an object whose keys are names of the user. */
    Map<String, JsonNode> entries() {
        Map<String, JsonNode> entries = new java.util.LinkedHashMap<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
            asked.addAll(entries.keySet());
        }
        return entries;
    }

    Section at(String key, JsonNode value) {
        return new Section(key(key), value, problems);
    }

    /** Reports the keys that nobody asked for. */
    void end() {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(this::checkKnown);
        }
    }

    private void checkKnown(String name) {
        if (!asked.contains(name)) {
            String hint = new KnownKeys(asked).hint(name);
            problems.add(key(new ModelText(name).toString()) + " must be a known key: was '" + new ModelText(name) + "'"
                    + hint);
        }
    }

    static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : new ModelText(value.toString()).toString();
    }
}
