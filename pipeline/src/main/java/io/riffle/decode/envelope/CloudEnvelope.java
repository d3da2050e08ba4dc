package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A structured CloudEvent, of which only the data is wanted: {@link io.riffle.decode.EventDecoder} reads its attributes by itself. */
final class CloudEnvelope implements Envelope {
    @Override
    public @Nullable SkipReason read(JsonParser parser, EventContents contents) throws IOException, RefusedException {
        EnvelopeMembers members = new EnvelopeMembers("CloudEvent");
        members.checkObject(parser);
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean data = parser.currentName().equals(CloudEvents.DATA);
            parser.nextToken();
            if (data) {
                members.see(CloudEvents.DATA);
                contents.event(parser, ConnectTypes.NONE);
                found = true;
            } else {
                parser.skipChildren();
            }
        }
        if (!found) {
            throw members.missing(CloudEvents.DATA);
        }
        return null;
    }
}
