package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.config.event.EnvelopeConfig;
import io.riffle.config.event.EnvelopeConfig.Fate;
import io.riffle.config.event.EventConfig;
import io.riffle.decode.value.JsonText;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.SkipReason;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where in a value the event is, as the pipeline declares it: in an envelope, under a path, or just there. */
public final class EventInside {
    private final EnvelopeConfig config;
    private final Envelope envelope;
    private final Optional<PayloadPath> payload;
    private final Conversions conversions;

    /** @param text reads JSON inside of texts */
    public EventInside(EventConfig event, JsonText text) {
        config = event.envelope();
        envelope = switch (config.kind()) {
            case NONE -> new BareEnvelope();
            case CONNECT -> new ConnectEnvelope();
            case DEBEZIUM -> new DebeziumEnvelope(config.changes().time());
            case CLOUDEVENTS -> new CloudEnvelope();
        };
        payload = config.payloadIn().map(path -> new PayloadPath(path, text));
        conversions = new Conversions(event);
    }

    /** Takes an event whose values are those that the pipeline declares. */
    @FunctionalInterface
    public interface Reader {
        void read(JsonParser parser) throws IOException, RefusedException;
    }

    /** Takes a time that stands in where the event has none. */
    @FunctionalInterface
    public interface TimeReader {
        void read(long milliseconds) throws RefusedException;
    }

    /**
     * Hands the event over.
     *
     * @param parser on the first token of the value, to be left on its last
     * @return why there is none; null if there is one
     */
    @Nullable
    public SkipReason read(JsonParser parser, Reader event, TimeReader time) throws IOException, RefusedException {
        EventContents contents = new EventContents() {
            @Override
            public void event(JsonParser inner, ConnectTypes types) throws IOException, RefusedException {
                event.read(conversions.of(inner, types));
            }

            @Override
            public void time(long milliseconds) throws RefusedException {
                time.read(milliseconds);
            }
        };
        EventContents wanted = payload.map(path -> path.into(contents)).orElse(contents);
        SkipReason skipped = envelope.read(parser, wanted);
        if (skipped != null) {
            checkFate(skipped);
        }
        return skipped;
    }

    /** The parser on a CloudEvent, whose data is the event. */
    public JsonParser inCloudEvent(JsonParser parser) {
        return conversions.inside(CloudEvents.DATA, parser);
    }

    /** The parser on an event without its envelope: a CloudEvent whose attributes are headers. */
    public JsonParser inBareEvent(JsonParser parser) {
        return conversions.of(parser, ConnectTypes.NONE);
    }

    private void checkFate(SkipReason skipped) throws RefusedException {
        if (skipped == SkipReason.DELETE && config.changes().deletes() == Fate.DEAD_LETTER) {
            throw new RefusedException(
                    DeadLetterReason.MISSING_FIELD, "the change must leave a row: was a delete (event.deletes)");
        }
        if (skipped == SkipReason.TOMBSTONE && config.carrier().tombstones() == Fate.DEAD_LETTER) {
            throw new RefusedException(
                    DeadLetterReason.MISSING_FIELD, "payload must hold an event: was null (event.tombstones)");
        }
    }
}
