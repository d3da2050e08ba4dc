package io.riffle.watch.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.Outcome;
import java.io.UncheckedIOException;

/** Outcomes as values of their topic. */
final class OutcomeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutcomeJson() {}

    static byte[] bytes(JoinedOutcome joined) {
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
        return json(outcome);
    }

    private static byte[] json(Outcome outcome) {
        try {
            return JSON.writeValueAsBytes(outcome);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
