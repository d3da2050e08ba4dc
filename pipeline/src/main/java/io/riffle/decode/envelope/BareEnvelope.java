package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Nothing around the event. */
final class BareEnvelope implements Envelope {
    @Override
    public @Nullable SkipReason read(JsonParser parser, EventContents contents) throws IOException, RefusedException {
        contents.event(parser, ConnectTypes.NONE);
        return null;
    }
}
