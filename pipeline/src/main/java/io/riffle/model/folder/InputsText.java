package io.riffle.model.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.MissingPolicy;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the {@code inputs} of a manifest as YAML that {@link ManifestReader} reads back without loss: one line per
 * column. Those lines are JSON, which is YAML too; a YAML library would spread every number over a line of its own.
 */
public final class InputsText {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** Read as a text without quotes, whatever YAML takes for a boolean or for nothing. */
    private static final Pattern SIMPLE =
            Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_][A-Za-z0-9_]*");

    private final StringBuilder text = new StringBuilder("inputs:\n");

    private InputsText() {}

    /** From the key {@code inputs} to the line break behind the last column. */
    public static String of(List<TensorSpec> inputs) {
        InputsText text = new InputsText();
        inputs.forEach(text::input);
        return text.text.toString();
    }

    private void input(TensorSpec input) {
        line("  " + name(input.name()) + ":");
        line("    type: " + input.type().label());
        if (!input.shape().isEmpty()) {
            line("    shape: " + input.shape());
        }
        if (!input.missing().equals(MissingPolicy.usual(input.type()))) {
            line("    missing: " + json(policy(input.missing())));
        }
        line("    columns:");
        input.columns().forEach(column -> line("      - " + column(column)));
    }

    private static Object policy(MissingPolicy missing) {
        if (missing instanceof MissingPolicy.ReplaceNumber replace) {
            return replace.number();
        }
        if (missing instanceof MissingPolicy.ReplaceText replace) {
            return replace.text();
        }
        return missing instanceof MissingPolicy.Allow ? "allow" : "reject";
    }

    private static String column(ColumnSpec column) {
        String steps = json(column.steps().stream().map(InputsText::step).toList());
        if (!column.parts().isEmpty()) {
            String parts = String.join(
                    ", ", column.parts().stream().map(InputsText::column).toList());
            return "{features: [" + parts + "], steps: " + steps + "}";
        }
        return column.steps().isEmpty() ? name(column.feature()) : "{" + name(column.feature()) + ": " + steps + "}";
    }

    /** A name as a key or value of YAML, in quotes only if it needs them. */
    static String name(String feature) {
        return SIMPLE.matcher(feature).matches() ? feature : json(feature);
    }

    private static Object step(StepSpec step) {
        return step.parameters().isEmpty() ? step.name() : Map.of(step.name(), step.parameters());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** A text, a number, a list or a map as JSON that YAML reads back, too. */
    public static String json(Object value) {
        try {
            return escaped(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, texts, lists and maps have a JSON form: " + value, e);
        }
    }

    /** What YAML takes for a line break or refuses, JSON may leave as it is. */
    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            boolean pair = Character.isHighSurrogate(character)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            if (pair) {
                escaped.append(character).append(json.charAt(++i));
            } else if (isOdd(character)) {
                escaped.append(String.format("\\u%04x", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    private static boolean isOdd(char character) {
        return (character >= 0x7f && character < 0xa0)
                || character == 0x2028
                || character == 0x2029
                || character == 0xfeff
                || character >= 0xfffe
                || Character.isSurrogate(character);
    }
}
