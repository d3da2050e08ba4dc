package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.StringJoiner;

/** Joins the texts, numbers and booleans of the elements with commas; without one, there is no value. */
final class JoinFold implements ElementFold {
    private final String path;
    private final ValueReader reader;
    private final ScalarText scalars = new ScalarText();
    private StringJoiner joined = new StringJoiner(",");
    private boolean any;

    JoinFold(String path, ValueReader reader) {
        this.path = path;
        this.reader = reader;
    }

    @Override
    public void begin() {
        joined = new StringJoiner(",");
        any = false;
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
        String element = text ? parser.getText() : scalars.of(parser);
        if (element == null) {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE,
                    path + " must be texts, numbers or booleans: was " + Found.value(parser));
        }
        any = true;
        joined.add(element);
    }

    @Override
    public void end(EventDraft draft) throws IOException, RefusedException {
        if (!any) {
            return;
        }
        try (JsonParser text = new TextNode(joined.toString()).traverse()) {
            text.nextToken();
            reader.read(text, draft);
        }
    }
}
