package io.riffle.app.init;

import io.riffle.app.init.PathFacts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One proposed field of events.
 *
 * @param name what formulas and models call it
 * @param wanted whether the model reads it
 */
record FieldProposal(PathFacts place, String name, boolean always, boolean wanted) {
    private static final int MOST_CATEGORIES = 50;

    /** The line of {@code event.fields}, with a comment on what was seen. */
    String line() {
        List<String> settings = new ArrayList<>();
        settings.add("type: " + type());
        if (!name.equals(place.path())) {
            settings.add("as: " + name);
        }
        if (wanted && always) {
            settings.add("required: true");
        }
        if (place.isNumericText()) {
            settings.add("coerce: [text-numbers]");
        }
        if (isCategory()) {
            settings.add("values: ["
                    + place.values().keySet().stream()
                            .map(FieldProposal::scalar)
                            .collect(Collectors.joining(", ")) + "]");
        }
        if (place.isNumber()) {
            settings.add("expected: {min: " + plain(low()) + ", max: " + plain(high()) + "}");
        }
        return key(place.path()) + ": {" + String.join(", ", settings) + "}   # " + seen();
    }

    private String type() {
        if (place.isNumber() || place.isNumericText()) {
            return "number";
        }
        if (place.isOnly(Kind.BOOLEAN)) {
            return "boolean";
        }
        return isCategory() ? "category" : "text";
    }

    /** Few values that come again. */
    private boolean isCategory() {
        return place.isOnly(Kind.TEXT)
                && !place.isNumericText()
                && place.distinct() <= MOST_CATEGORIES
                && 2 * place.distinct() <= place.present();
    }

    private String seen() {
        String range = place.isNumber()
                ? plain(place.smallest().orElse(0)) + " to "
                        + plain(place.largest().orElse(0))
                : place.distinct() + " different";
        return range + (always ? "" : ", sometimes missing");
    }

    /** What was seen and as much again on either side; nothing below 0 if nothing was. */
    private double low() {
        double smallest = value(place.smallest());
        double low = smallest - (value(place.largest()) - smallest);
        return smallest >= 0 ? Math.max(0, low) : low;
    }

    private double high() {
        double largest = value(place.largest());
        return largest + Math.max(largest - value(place.smallest()), Math.abs(largest));
    }

    private static double value(OptionalDouble seen) {
        return seen.orElse(0);
    }

    /** Three digits are enough for a proposal. */
    private static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .toPlainString();
    }

    /** A path as a key of YAML. */
    static String key(String path) {
        return path.matches("[\\p{L}_][\\p{L}\\p{N}_.-]*") && !isWord(path)
                ? path
                : '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A text as an element of a list of YAML. */
    static String scalar(String text) {
        return text.matches("[\\p{L}_][\\p{L}\\p{N}_ -]*") && !text.endsWith(" ") && !isWord(text)
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** What YAML 1.1 reads as a boolean or as nothing. */
    private static boolean isWord(String text) {
        return text.matches("(?i)y|n|yes|no|on|off|true|false|null|~");
    }
}
