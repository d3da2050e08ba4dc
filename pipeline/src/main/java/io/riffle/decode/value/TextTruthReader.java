package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads a boolean that may be text.
 *
 * @param counted whether a text is something to tell about
 */
record TextTruthReader(NumberReader reader, String path, boolean counted) implements ValueReader {
    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            reader.read(parser, draft);
            return;
        }
        double value = truth(parser.getText());
        if (counted) {
            draft.coerced();
        }
        reader.accept(value, parser, draft);
    }

    private double truth(String found) throws RefusedException {
        return switch (found.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> 1;
            case "false", "f", "no", "n", "off", "0" -> 0;
            default ->
                throw new RefusedException(
                        DeadLetterReason.WRONG_TYPE,
                        path + " must be true, false, yes, no, on, off, 1 or 0: was " + Found.text(found));
        };
    }
}
