package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.EnvelopeConfig.ChangeTime;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A change event of Debezium, with Connect's schema around it or without; the event is the row after the change. */
final class DebeziumEnvelope implements Envelope {
    private static final String NAME = "Debezium change event (before, after and op)";

    private final ChangeTime time;

    /** @param time which time of the change is handed over */
    DebeziumEnvelope(ChangeTime time) {
        this.time = time;
    }

    @Override
    public @Nullable SkipReason read(JsonParser parser, EventContents contents) throws IOException, RefusedException {
        EnvelopeMembers members = new EnvelopeMembers(NAME);
        members.checkObject(parser);
        DatabaseChange change = new DatabaseChange(members, time, contents);
        ConnectPayload payload = new ConnectPayload(members, change::read);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "schema" -> payload.readSchema(parser);
                case "payload" -> payload.readPayload(parser);
                default -> change.readMember(name, parser, ConnectTypes.NONE);
            }
        }
        payload.finish();
        return payload.isEmpty() ? SkipReason.TOMBSTONE : change.finish();
    }
}
