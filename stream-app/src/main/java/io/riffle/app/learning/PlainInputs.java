package io.riffle.app.learning;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.hash.MurmurHash3;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers from an event's fields without anything declared: a number or a boolean is itself, the words of a text count in
 * the places that their hashes say (Weinberger and others, Feature Hashing, ICML 2009). Which field is what, the first
 * events say.
 */
final class PlainInputs {
    /** Places of all words together. */
    private static final int PLACES = 512;

    private final TreeMap<String, Boolean> textual = new TreeMap<>();
    private List<String> numbers = List.of();
    private List<String> texts = List.of();

    /** Looks at one of the first events. */
    void see(JsonNode features) {
        for (Map.Entry<String, JsonNode> field : features.properties()) {
            if (!field.getValue().isNull()) {
                textual.merge(field.getKey(), field.getValue().isTextual(), (one, other) -> one || other);
            }
        }
        numbers = named(false);
        texts = named(true);
    }

    private List<String> named(boolean text) {
        List<String> names = new ArrayList<>();
        textual.forEach((name, isText) -> {
            if (isText == text) {
                names.add(name);
            }
        });
        return names;
    }

    int size() {
        return numbers.size() + (texts.isEmpty() ? 0 : PLACES);
    }

    double[] of(JsonNode features) {
        double[] inputs = new double[size()];
        for (int i = 0; i < numbers.size(); i++) {
            inputs[i] = number(features.path(numbers.get(i)));
        }
        for (String text : texts) {
            addWords(text, features.path(text).asText(), inputs);
        }
        return inputs;
    }

    private static double number(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    private void addWords(String field, String text, double[] inputs) {
        List<String> words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        for (String word : words) {
            int place = Math.floorMod(MurmurHash3.hash32(field + "=" + word, 0), PLACES);
            inputs[numbers.size() + place]++;
        }
    }
}
