package io.riffle.app.cli.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.settings.KeyReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of pipeline files, from the table of all keys: for editors, which complete and check by it.
 * What several keys must be together only {@code riffle config check} knows.
 */
final class ConfigSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LIST = "list of ";

    /** What has one may be nothing else: the short form of a derived feature. */
    private static final String FORMULA = "expression";

    private static final String PLACEHOLDER = "\\$\\{";

    private final Node root = new Node();

    /** A key, what is below it, or both: {@code event.id} is a path, or an object that says more. */
    private static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private @Nullable KeyReference key;
    }

    private ConfigSchema() {}

    static ObjectNode of(List<KeyReference> keys) {
        ConfigSchema schema = new ConfigSchema();
        keys.forEach(schema::add);
        ObjectNode root = NODES.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Riffle pipeline");
        root.setAll(object(schema.root));
        return root;
    }

    private void add(KeyReference key) {
        Node node = root;
        for (String step : key.key().split("\\.", -1)) {
            node = node.children.computeIfAbsent(step, unseen -> new Node());
        }
        node.key = key;
    }

    private static ObjectNode schema(Node node) {
        if (node.key == null) {
            return object(node);
        }
        ObjectNode value = described(node.key);
        if (node.children.isEmpty()) {
            return value;
        }
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(value).add(object(node));
        return either;
    }

    /** A step such as {@code <name>} stands for any key. */
    private static ObjectNode object(Node node) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        object.put("additionalProperties", false);
        ArrayNode required = NODES.arrayNode();
        node.children.forEach((name, child) -> {
            if (name.startsWith("<")) {
                boolean alone = child.children.containsKey(FORMULA);
                object.set("additionalProperties", alone ? or(scalar(), schema(child)) : schema(child));
                return;
            }
            properties.set(name, schema(child));
            if (child.children.isEmpty()
                    && child.key != null
                    && child.key.defaultValue().equals("required")) {
                required.add(name);
            }
        });
        return required.isEmpty() ? object : object.set("required", required);
    }

    private static ObjectNode described(KeyReference key) {
        ObjectNode value = value(key.type()).put("description", key.meaning());
        boolean usual =
                !key.defaultValue().equals("required") && !key.defaultValue().equals("-");
        return usual ? value.put("default", key.defaultValue()) : value;
    }

    private static ObjectNode value(String type) {
        if (type.startsWith(LIST)) {
            ObjectNode list = NODES.objectNode().put("type", "array");
            list.set("items", value(type.substring(LIST.length())));
            return or(list, NODES.objectNode().put("type", "string"));
        }
        return switch (type) {
            case "integer", "number", "boolean" ->
                orPlaceholder(NODES.objectNode().put("type", type));
            case "size" -> either("string", "integer");
            case "map" -> NODES.objectNode().put("type", "object");
            case "duration" -> either("string", "integer");
            default -> type.matches("[a-z0-9_-]+(, [a-z0-9_-]+)+") ? orPlaceholder(oneOf(type)) : scalar();
        };
    }

    private static ObjectNode oneOf(String names) {
        ObjectNode value = NODES.objectNode();
        ArrayNode words = value.putArray("enum");
        List.of(names.split(", ", -1)).forEach(words::add);
        return value;
    }

    private static ObjectNode scalar() {
        return either("string", "number", "boolean");
    }

    private static ObjectNode either(String... types) {
        ObjectNode value = NODES.objectNode();
        ArrayNode names = value.putArray("type");
        List.of(types).forEach(names::add);
        return value;
    }

    /** A variable may stand for any value. */
    private static ObjectNode orPlaceholder(ObjectNode value) {
        return or(value, NODES.objectNode().put("type", "string").put("pattern", PLACEHOLDER));
    }

    private static ObjectNode or(ObjectNode one, ObjectNode other) {
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(one).add(other);
        return either;
    }
}
