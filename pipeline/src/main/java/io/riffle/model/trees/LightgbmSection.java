package io.riffle.model.trees;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some lines of the form {@code key=value} of a LightGBM file. */
final class LightgbmSection {
    private final String name;
    private final Map<String, String> values = new HashMap<>();

    /** @param name for messages */
    LightgbmSection(String name, List<String> lines) {
        this.name = name;
        for (String line : lines) {
            int equals = line.indexOf('=');
            values.put(
                    equals < 0 ? line.strip() : line.substring(0, equals),
                    line.substring(equals + 1).strip());
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        String text = values.get(key);
        if (text == null) {
            throw new IllegalArgumentException(name + " must have " + key + ": has none");
        }
        return text;
    }

    int whole(String key) {
        double number = number(name + "." + key, text(key));
        if (number != (int) number) {
            throw new IllegalArgumentException(name + "." + key + " must be a whole number: was " + number);
        }
        return (int) number;
    }

    double[] numbers(String key, int count) {
        String text = text(key);
        double[] numbers = text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(" ", -1))
                        .mapToDouble(each -> number(name + "." + key, each))
                        .toArray();
        if (numbers.length != count) {
            throw new IllegalArgumentException(
                    name + "." + key + " must have " + count + " numbers: has " + numbers.length);
        }
        return numbers;
    }

    int[] wholes(String key, int count) {
        return Arrays.stream(numbers(key, count))
                .mapToInt(number -> (int) number)
                .toArray();
    }

    static double number(String where, String text) {
        try {
            return switch (text) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(where + " must be a number: was '" + text + "'", wrong);
        }
    }
}
