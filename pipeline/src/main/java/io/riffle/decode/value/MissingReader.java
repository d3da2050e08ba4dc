package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** Passes over the texts, and the numbers that JSON does not know, that are declared to mean that there is no value. */
record MissingReader(Set<String> missing, ValueReader reader) implements ValueReader {
    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (!isMissing(parser)) {
            reader.read(parser, draft);
        }
    }

    private boolean isMissing(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return missing.contains(parser.getText());
        }
        return !ScalarText.isFinite(parser) && missing.contains(ScalarText.nonFinite(parser));
    }
}
