package io.riffle.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.Outcome;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Record;

/** An outcome as a record of its topic, keyed by entity. */
final class OutcomeRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutcomeRecord() {}

    static Record<byte[], Object> of(JoinedOutcome joined, long timestamp) {
        ScoredEvent event = joined.event();
        Outcome outcome = new Outcome(
                event.eventId(),
                event.entity(),
                event.time(),
                joined.label().time(),
                event.score(),
                event.label(),
                joined.label().truth(),
                joined.before(),
                event.model(),
                event.version(),
                event.variant(),
                event.experiment());
        byte[] key = event.entity().getBytes(StandardCharsets.UTF_8);
        return new Record<>(key, json(outcome), Math.max(0, timestamp));
    }

    private static byte[] json(Outcome outcome) {
        try {
            return JSON.writeValueAsBytes(outcome);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
