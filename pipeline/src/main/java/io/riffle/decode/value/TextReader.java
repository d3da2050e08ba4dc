package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one declared free text. */
record TextReader(TextRule rule, int column) implements TextTarget {
    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        String value = rule.read(parser);
        if (value != null) {
            draft.text(column, value);
        }
    }

    @Override
    public void accept(String value, EventDraft draft) throws RefusedException {
        rule.checkLength(value);
        draft.text(column, value);
    }
}
