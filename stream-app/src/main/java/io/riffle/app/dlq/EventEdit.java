package io.riffle.app.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Map;

/**
 * Fields of an event that get other values before it is sent again. Dots separate levels; missing objects are made. A
 * value that reads as JSON is JSON ({@code 12.5}, {@code true}, {@code null}), anything else is text.
 */
public record EventEdit(Map<String, String> values) {
    /** What is not edited is written as it was read: 1.10 stays 1.10. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public EventEdit {
        values = Map.copyOf(values);
    }

    /**
     * The event with the edits; the bytes as they are if there are none.
     *
     * @throws IllegalArgumentException if an event to be edited is no JSON object
     */
    public byte[] apply(byte[] event) {
        if (values.isEmpty()) {
            return event;
        }
        try {
            JsonNode root = JSON.readTree(event);
            if (!(root instanceof ObjectNode object)) {
                throw new IllegalArgumentException("an event to be edited must be a JSON object: is something else");
            }
            values.forEach((path, value) -> set(object, path, parsed(value)));
            return JSON.writeValueAsBytes(object);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "an event to be edited must be a JSON object: is not readable", unreadable);
        }
    }

    private static void set(ObjectNode root, String path, JsonNode value) {
        ObjectNode object = root;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            String name = rest.substring(0, dot);
            object = object.get(name) instanceof ObjectNode inner ? inner : object.putObject(name);
            rest = rest.substring(dot + 1);
        }
        object.set(rest, value);
    }

    private static JsonNode parsed(String value) {
        try {
            JsonNode node = JSON.readTree(value);
            return node.isMissingNode() ? new TextNode(value) : node;
        } catch (JsonProcessingException text) {
            return new TextNode(value);
        }
    }
}
