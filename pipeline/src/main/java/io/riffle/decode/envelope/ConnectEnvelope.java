package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The {@code schema} and {@code payload} that Kafka Connect's JSON converter writes. */
final class ConnectEnvelope implements Envelope {
    private static final String NAME = "Connect envelope (schema and payload)";

    @Override
    public @Nullable SkipReason read(JsonParser parser, EventContents contents) throws IOException, RefusedException {
        EnvelopeMembers members = new EnvelopeMembers(NAME);
        members.checkObject(parser);
        ConnectPayload payload = new ConnectPayload(members, contents);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "schema" -> payload.readSchema(parser);
                case "payload" -> payload.readPayload(parser);
                default -> parser.skipChildren();
            }
        }
        if (!payload.isFound()) {
            throw members.missing("payload");
        }
        payload.finish();
        return payload.isEmpty() ? SkipReason.TOMBSTONE : null;
    }
}
