package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which setting would take a value of another type: the end of a message, empty if there is none. */
enum TypeAdvice {
    /** Of a number or integer. */
    NUMBER {
        @Override
        String ofText(String text) {
            if (POINT.matcher(text).matches()) {
                return declare("coerce: [text-numbers]");
            }
            return COMMA.matcher(text).matches() ? declare("coerce: [decimal-comma]") : missing(text);
        }
    },
    /** Of a boolean. */
    TRUTH {
        @Override
        String ofText(String text) {
            return WORDS.contains(text.toLowerCase(Locale.ROOT)) ? declare("coerce: [text-booleans]") : missing(text);
        }
    },
    /** Of a category or text. */
    TEXT {
        @Override
        String ofNumber() {
            return declare("coerce: [numeric-categories]");
        }
    };

    private static final Pattern POINT = Pattern.compile("\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?\\s*");
    private static final Pattern COMMA = Pattern.compile("\\s*[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+),\\d*\\s*");
    private static final Set<String> WORDS =
            Set.of("true", "false", "yes", "no", "t", "f", "y", "n", "on", "off", "1", "0");
    private static final Set<String> NOTHING =
            Set.of("", "nan", "null", "none", "na", "n/a", "nil", "-", "infinity", "-infinity");

    /** About the value that the parser stands on. */
    String about(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> " (declare the path of what is inside of it)";
            case START_ARRAY -> " (declare one element of it, or `array`: first, last, count or join)";
            case VALUE_STRING -> ofText(parser.getText());
            case VALUE_NUMBER_FLOAT ->
                ScalarText.isFinite(parser) ? ofNumber() : declare("missing: [" + ScalarText.nonFinite(parser) + "]");
            case VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> ofNumber();
            default -> "";
        };
    }

    String ofText(String text) {
        return "";
    }

    String ofNumber() {
        return "";
    }

    static String missing(String text) {
        return NOTHING.contains(text.strip().toLowerCase(Locale.ROOT)) ? declare("missing: ['" + text + "']") : "";
    }

    private static String declare(String setting) {
        return " (declare `" + setting + "`)";
    }
}
