package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Makes a field of an array: where its value is refused, the field is named. */
record NamedFold(String field, ElementFold fold) implements ElementFold {
    @Override
    public void begin() {
        fold.begin();
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        try {
            fold.read(parser, draft);
        } catch (RefusedException refused) {
            throw refused.of(field);
        }
    }

    @Override
    public void end(EventDraft draft) throws IOException, RefusedException {
        try {
            fold.end(draft);
        } catch (RefusedException refused) {
            throw refused.of(field);
        }
    }
}
