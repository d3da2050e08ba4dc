package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.LongNode;
import java.io.IOException;

/** Counts the elements that have a value. */
final class CountFold implements ElementFold {
    private final ValueReader reader;
    private long count;

    CountFold(ValueReader reader) {
        this.reader = reader;
    }

    @Override
    public void begin() {
        count = 0;
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException {
        count += parser.currentToken() == JsonToken.VALUE_NULL ? 0 : 1;
        parser.skipChildren();
    }

    @Override
    public void end(EventDraft draft) throws IOException, RefusedException {
        try (JsonParser counted = new LongNode(count).traverse()) {
            counted.nextToken();
            reader.read(counted, draft);
        }
    }
}
