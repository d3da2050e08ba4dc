package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.riffle.decode.value.RefusedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The members {@code schema} and {@code payload} of one value of Kafka Connect's JSON converter. The converter writes the
 * schema first; a payload that comes before it, because something sorted the members, waits for it.
 */
final class ConnectPayload {
    private final EnvelopeMembers members;
    private final EventContents contents;
    private @Nullable ConnectTypes types;
    private @Nullable TokenBuffer waiting;
    private boolean found;
    private boolean empty;

    ConnectPayload(EnvelopeMembers members, EventContents contents) {
        this.members = members;
        this.contents = contents;
    }

    void readSchema(JsonParser parser) throws IOException, RefusedException {
        members.see("schema");
        types = ConnectTypes.read(parser);
    }

    void readPayload(JsonParser parser) throws IOException, RefusedException {
        members.see("payload");
        found = true;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            empty = true;
        } else if (types == null) {
            waiting = new TokenBuffer(parser);
            waiting.copyCurrentStructure(parser);
        } else {
            contents.event(parser, types);
        }
    }

    /** Reads a payload that waited. */
    void finish() throws IOException, RefusedException {
        if (waiting == null) {
            return;
        }
        try (TokenBuffer buffer = waiting;
                JsonParser parser = buffer.asParserOnFirstToken()) {
            contents.event(parser, types == null ? ConnectTypes.NONE : types);
        }
    }

    /** Whether there is a payload, null or not. */
    boolean isFound() {
        return found;
    }

    /** Whether the payload is null: the tombstone of a connector. */
    boolean isEmpty() {
        return empty;
    }
}
