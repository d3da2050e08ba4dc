package io.riffle.watch.outcome;

import io.riffle.schema.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A scored event and its truth.
 *
 * @param before the truth that an earlier outcome of the same event had: whoever counted that takes it back; null for the first
 */
public record JoinedOutcome(
        ScoredEvent event, Label label, @Nullable String before) {
    /** As consumers of the topic know it. */
    Outcome outcome() {
        return new Outcome(
                new Outcome.Event(event.eventId(), event.entity(), event.time()),
                label.time(),
                event.score(),
                event.label(),
                new Outcome.Label(label.truth(), before),
                event.scoredBy(),
                event.experiment());
    }
}
