package io.riffle.watch.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A scored event and its truth.
 *
 * @param before the truth that an earlier outcome of the same event had: whoever counted that takes it back; null for the first
 */
public record JoinedOutcome(
        ScoredEvent event, Label label, @Nullable String before) {}
