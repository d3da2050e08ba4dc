package io.riffle.config.event;

import io.riffle.settings.Violations;
import java.util.Map;
import java.util.Optional;

/**
 * What is around the events of a topic. What is declared is taken off before id, entity, time and fields are sought; from
 * the outside in: packing, array, envelope, payload.
 *
 * @param kind of the envelope
 * @param payloadIn where the event is in what the envelope holds: names joined by dots, or {@link #WHOLE}; an object, or
 *     text with JSON inside
 */
public record EnvelopeConfig(Kind kind, Optional<String> payloadIn, Changes changes, Carrier carrier) {
    /** The value itself, where that is text with JSON inside. */
    public static final String WHOLE = "$";

    public static final EnvelopeConfig NONE =
            new EnvelopeConfig(Kind.NONE, Optional.empty(), Changes.DEFAULT, Carrier.DEFAULT);

    /** Envelopes that are known by name. */
    public enum Kind {
        NONE,
        /** {@code schema} and {@code payload} of Kafka Connect's JSON converter. */
        CONNECT,
        /** {@code before}, {@code after} and {@code op} of a Debezium change event, with a schema around it or without. */
        DEBEZIUM,
        /** A structured CloudEvent, whatever its content type is. */
        CLOUDEVENTS
    }

    /** What becomes of a record that holds no event. */
    public enum Fate {
        SKIP,
        DEAD_LETTER
    }

    /** Which time of a change stands in where the event has none of its own. */
    public enum ChangeTime {
        NONE,
        /** When the database committed it: {@code source.ts_ms}. */
        DATABASE,
        /** When the connector read it: {@code ts_ms}. */
        CONNECTOR
    }

    /**
     * How rows of a database are read.
     *
     * @param decimals paths of numbers that are base64 of an unscaled value, and how many digits are behind the point
     */
    public record Changes(Fate deletes, ChangeTime time, Map<String, Integer> decimals) {
        public static final Changes DEFAULT = new Changes(Fate.SKIP, ChangeTime.NONE, Map.of());

        private static final int MOST_DIGITS = 1_000;

        public Changes {
            decimals = Map.copyOf(decimals);
            Violations violations = Violations.in("event.decimals");
            decimals.forEach((path, scale) ->
                    violations.atLeast(path, scale, -MOST_DIGITS).atMost(path, scale, MOST_DIGITS));
            violations.throwIfAny();
        }
    }

    /** How events travel in records. */
    public record Carrier(Arrays arrays, Compression compression, Fate tombstones) {
        public static final Carrier DEFAULT = new Carrier(Arrays.DEAD_LETTER, Compression.NONE, Fate.SKIP);
    }

    /** What becomes of an array of events in one record. */
    public enum Arrays {
        DEAD_LETTER,
        SPLIT
    }

    /** How a record's value is packed. */
    public enum Compression {
        NONE,
        GZIP
    }

    public EnvelopeConfig {
        Violations violations = Violations.in("event");
        payloadIn.ifPresent(path -> violations.check(
                path.equals(WHOLE) || path.matches("[^.\\s$]+(\\.[^.\\s]+)*"),
                "payload-in",
                "must be names joined by dots, or " + WHOLE + " for the value itself",
                "'" + path + "'"));
        violations
                .check(
                        payloadIn.isEmpty() || kind != Kind.CLOUDEVENTS,
                        "payload-in",
                        "must be left out where envelope is cloudevents: data is the event",
                        "set")
                .check(
                        !payloadIn.equals(Optional.of(WHOLE)) || kind == Kind.NONE,
                        "payload-in",
                        "must name a member of what the envelope holds",
                        "'" + WHOLE + "'")
                .check(
                        changes.time() == ChangeTime.NONE || kind == Kind.DEBEZIUM,
                        "change-time",
                        "must be left out where envelope is not debezium",
                        "set")
                .throwIfAny();
    }

    /** Whether a value is the event itself, as far as it is one object. */
    public boolean isBare() {
        return kind == Kind.NONE && payloadIn.isEmpty() && changes.decimals().isEmpty();
    }

    public boolean splits() {
        return carrier.arrays() == Arrays.SPLIT;
    }
}
