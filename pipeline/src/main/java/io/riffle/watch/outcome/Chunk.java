package io.riffle.watch.outcome;

import java.util.List;

/**
 * What one frame brought, stored as one record.
 *
 * @param <T> its rows
 */
sealed interface Chunk<T> permits ScoredChunk, LabelChunk, SeenChunk {
    /** The event time of the store at that moment. */
    long storedAt();

    List<T> rows();

    byte[] toBytes();
}
