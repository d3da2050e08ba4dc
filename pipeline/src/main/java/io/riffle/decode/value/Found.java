package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** What was found instead of what should be there, in few printable characters: payloads do not belong in messages. */
public final class Found {
    private static final int SHOWN_CHARACTERS = 40;

    private Found() {}

    /** The value the parser stands on. */
    public static String value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> text(parser.getText());
            default -> printable(parser.getText(), SHOWN_CHARACTERS);
        };
    }

    public static String text(String value) {
        return "'" + printable(value, SHOWN_CHARACTERS) + "'";
    }

    public static String name(String name) {
        return printable(name, SHOWN_CHARACTERS);
    }

    /** At most {@code limit} characters, with what is not visible ASCII escaped. */
    public static String printable(String value, int limit) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            boolean visible = character >= ' ' && character < 0x7f;
            String next = visible ? String.valueOf(character) : String.format("\\u%04x", (int) character);
            if (shown.length() + next.length() > limit) {
                return shown.append("...").toString();
            }
            shown.append(next);
        }
        return shown.toString();
    }
}
