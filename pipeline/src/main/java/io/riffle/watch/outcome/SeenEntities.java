package io.riffle.watch.outcome;

import io.riffle.hash.TextHash;

/** The entities that experiments have met, by variant. */
final class SeenEntities {
    private final LongMap seen = new LongMap();

    /** Whether this is the entity's first event of its experiment's variant. */
    boolean add(ScoredEvent event) {
        return event.experiment() != null
                && seen.put(TextHash.of(event.experiment() + ' ' + event.variant() + ' ' + event.entity()), 1)
                        == LongMap.NONE;
    }
}
