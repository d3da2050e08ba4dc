package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A text of at most so many characters (code points, as JSON Schema counts them); zero sets no limit.
 *
 * @param advised whether a setting could take what is no text
 */
public record TextRule(String path, int maxLength, boolean advised) {
    /** A text that is always text. */
    public TextRule(String path, int maxLength) {
        this(path, maxLength, false);
    }

    /** Null stays null: absent and null are the same here. */
    @Nullable
    public String read(JsonParser parser) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE,
                    path + " must be text: was " + Found.value(parser)
                            + (advised ? TypeAdvice.TEXT.about(parser) : ""));
        }
        String text = parser.getText();
        checkLength(text);
        return text;
    }

    public void checkLength(String text) throws RefusedException {
        if (maxLength <= 0 || text.length() <= maxLength) {
            return;
        }
        int length = text.codePointCount(0, text.length());
        if (length > maxLength) {
            throw new RefusedException(
                    DeadLetterReason.OUT_OF_RANGE,
                    path + " must have at most " + maxLength + " characters: has " + length + ", " + Found.text(text));
        }
    }
}
