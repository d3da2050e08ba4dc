package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/** Keeps a value to read it later, or twice. */
final class Tokens {
    private Tokens() {}

    /** The value that the parser stands on; the parser then stands on its last token. */
    static TokenBuffer of(JsonParser parser) throws IOException {
        TokenBuffer buffer = new TokenBuffer(parser);
        buffer.copyCurrentStructure(parser);
        return buffer;
    }

    static void read(TokenBuffer value, ValueReader reader, EventDraft draft) throws IOException, RefusedException {
        try (JsonParser parser = value.asParser()) {
            parser.nextToken();
            reader.read(parser, draft);
        }
    }
}
