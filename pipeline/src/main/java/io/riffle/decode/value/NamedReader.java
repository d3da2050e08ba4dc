package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads a field: where its value is refused, the field is named. */
record NamedReader(String field, ValueReader reader) implements ValueReader {
    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        try {
            reader.read(parser, draft);
        } catch (RefusedException refused) {
            throw refused.of(field);
        }
    }
}
