package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the first or the last element that has a value; what the others are does not matter. */
final class PickFold implements ElementFold {
    private final ValueReader reader;
    private final boolean last;
    private @Nullable TokenBuffer picked;

    PickFold(ValueReader reader, boolean last) {
        this.reader = reader;
        this.last = last;
    }

    @Override
    public void begin() {
        picked = null;
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL || (picked != null && !last)) {
            parser.skipChildren();
            return;
        }
        picked = Tokens.of(parser);
    }

    @Override
    public void end(EventDraft draft) throws IOException, RefusedException {
        if (picked != null) {
            Tokens.read(picked, reader, draft);
        }
    }
}
