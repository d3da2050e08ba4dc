package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.decode.value.RefusedException;
import java.io.IOException;

/** Takes what an envelope holds. */
interface EventContents {
    /**
     * The event: an object, or whatever else is in its place.
     *
     * @param parser on the event's first token, to be left on its last
     * @param types what the envelope says about its members
     */
    void event(JsonParser parser, ConnectTypes types) throws IOException, RefusedException;

    /** A time that stands in where the event has none, in milliseconds since the epoch. */
    default void time(long milliseconds) throws RefusedException {}
}
