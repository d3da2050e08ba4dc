package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the event inside of a value. */
interface Envelope {
    /**
     * Hands the event over, wherever in the object it stands.
     *
     * @param parser on the first token of the value, to be left on its last
     * @return why there is no event; null if there is one
     */
    @Nullable
    SkipReason read(JsonParser parser, EventContents contents) throws IOException, RefusedException;
}
