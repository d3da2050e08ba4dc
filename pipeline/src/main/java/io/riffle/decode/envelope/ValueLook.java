package io.riffle.decode.envelope;

import io.riffle.config.event.EnvelopeConfig;
import io.riffle.deadletter.Rejection;
import io.riffle.decode.value.Found;
import io.riffle.schema.DeadLetterReason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a refused value looks like: an envelope, an array or packed bytes that nobody declared, and the setting that takes
 * it. Looked at only once something is wrong.
 */
public final class ValueLook {
    private static final Set<DeadLetterReason> EXPLAINED =
            EnumSet.of(DeadLetterReason.MALFORMED, DeadLetterReason.MISSING_FIELD, DeadLetterReason.WRONG_TYPE);
    /** The magic byte and the number of a schema. */
    private static final int FRAME_BYTES = 5;

    private final EnvelopeConfig config;

    public ValueLook(EnvelopeConfig config) {
        this.config = config;
    }

    /** The rejection, with what the value looks like if that is known. */
    public Rejection explain(Rejection rejection, byte[] value) {
        return EXPLAINED.contains(rejection.reason()) && value.length > 0 ? look(rejection, value) : rejection;
    }

    private Rejection look(Rejection rejection, byte[] value) {
        if (Packing.isGzip(value)) {
            return config.carrier().compression() == EnvelopeConfig.Compression.GZIP
                    ? rejection
                    : rejection.taking("is packed with gzip", "event.compression: gzip");
        }
        if (value[0] == 0 && value.length > FRAME_BYTES) {
            return rejection.taking("begins with schema registry framing", "event.format");
        }
        if (RecordArrays.isArray(value)) {
            return config.splits() ? rejection : rejection.taking("is an array of events", "event.arrays: split");
        }
        boolean undeclared =
                config.kind() == EnvelopeConfig.Kind.NONE && config.payloadIn().isEmpty();
        return undeclared ? envelope(rejection, value) : rejection;
    }

    private static Rejection envelope(Rejection rejection, byte[] value) {
        if (value[0] == '"') {
            return rejection.taking("is text with JSON inside", "event.payload-in: $");
        }
        TopMembers top = TopMembers.of(value);
        if (top.has("op", "after") || top.has("payload.op", "payload.after")) {
            return rejection.taking("is a Debezium change event", "event.envelope: debezium");
        }
        if (top.has("schema", "payload")) {
            return rejection.taking("is a Connect envelope", "event.envelope: connect");
        }
        if (top.has(CloudEvents.SPECVERSION)) {
            return rejection.taking("is a structured CloudEvent", "event.envelope: cloudevents");
        }
        Optional<String> text = top.textWithJson();
        return text.map(name -> rejection.taking(
                        "has JSON as text in " + Found.name(name), "event.payload-in: " + Found.name(name)))
                .orElse(rejection);
    }
}
