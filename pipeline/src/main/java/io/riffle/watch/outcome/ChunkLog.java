package io.riffle.watch.outcome;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Chunks of one kind under ascending numbers, written once each and deleted when they are too old. Belongs to one task.
 *
 * @param <T> their rows
 */
interface ChunkLog<T> {
    /** Shows every chunk and its number, the oldest first: what an index is built from after a restart. */
    void forEach(BiConsumer<Long, Chunk<T>> visitor);

    /** The number under which the next chunk is appended. */
    long nextNumber();

    void append(Chunk<T> chunk);

    /**
     * The rows of a chunk.
     *
     * @throws IllegalStateException if it is not there: the index and the log do not agree
     */
    List<T> rows(long number);

    /** The number of the oldest chunk, or of the next one if there is none. */
    long firstNumber();

    /** When a chunk was stored. */
    long storedAt(long number);

    /** The number of the oldest chunk if it was stored before a time, or -1. */
    long oldestBefore(long time);

    void deleteOldest();

    /** A frame has been handled: what was read for it need not be kept. */
    void forgetRead();
}
