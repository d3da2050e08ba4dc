package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads a category or a text that may be a number or a boolean. */
record NumericTextReader(TextTarget reader, ScalarText scalars) implements ValueReader {
    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        String text = scalars.of(parser);
        if (text == null) {
            reader.read(parser, draft);
            return;
        }
        draft.coerced();
        reader.accept(text, draft);
    }
}
