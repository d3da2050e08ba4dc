package io.riffle.model.trees;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of a JSON document, which knows its place for messages. */
record JsonPart(JsonNode node, String path) {
    JsonPart at(String key) {
        JsonNode inner = node.get(key);
        String full = path.isEmpty() ? key : path + "." + key;
        if (inner == null || inner.isNull()) {
            throw new IllegalArgumentException("the file must have " + full + ": has none");
        }
        return new JsonPart(inner, full);
    }

    Optional<JsonPart> find(String key) {
        return node.hasNonNull(key) ? Optional.of(at(key)) : Optional.empty();
    }

    String text() {
        return node.asText();
    }

    /** Numbers stand in texts, too. */
    int whole() {
        try {
            return node.isTextual() ? Integer.parseInt(node.textValue().strip()) : node.intValue();
        } catch (NumberFormatException notWhole) {
            throw new IllegalArgumentException(
                    path + " must be a whole number: was '" + node.textValue() + "'", notWhole);
        }
    }

    List<JsonPart> items() {
        if (!node.isArray()) {
            throw new IllegalArgumentException(path + " must be a list: is " + node.getNodeType());
        }
        List<JsonPart> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(new JsonPart(item, path + "[" + items.size() + "]"));
        }
        return items;
    }

    /** As many numbers as there must be. */
    double[] numbers(int count) {
        double[] numbers = numbers();
        if (numbers.length != count) {
            throw new IllegalArgumentException(path + " must have " + count + " numbers: has " + numbers.length);
        }
        return numbers;
    }

    double[] numbers() {
        if (!node.isArray()) {
            throw new IllegalArgumentException(path + " must be a list: is " + node.getNodeType());
        }
        double[] numbers = new double[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode item = node.get(i);
            if (!item.isNumber() && !item.isBoolean()) {
                throw new IllegalArgumentException(path + "[" + i + "] must be a number: is " + item.getNodeType());
            }
            numbers[i] = item.isBoolean() ? (item.booleanValue() ? 1 : 0) : item.doubleValue();
        }
        return numbers;
    }

    /** The same as whole numbers. */
    int[] wholes(int count) {
        double[] numbers = numbers(count);
        int[] wholes = new int[count];
        for (int i = 0; i < count; i++) {
            wholes[i] = (int) numbers[i];
        }
        return wholes;
    }
}
