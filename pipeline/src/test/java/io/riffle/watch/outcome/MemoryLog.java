package io.riffle.watch.outcome;

import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A log in memory. */
final class MemoryLog<T> implements ChunkLog<T> {
    private final TreeMap<Long, Chunk<T>> chunks = new TreeMap<>();
    private long next;

    @Override
    public void forEach(BiConsumer<Long, Chunk<T>> visitor) {
        chunks.forEach(visitor);
    }

    @Override
    public long nextNumber() {
        return next;
    }

    @Override
    public void append(Chunk<T> chunk) {
        chunks.put(next++, chunk);
    }

    @Override
    public List<T> rows(long number) {
        Chunk<T> chunk = chunks.get(number);
        if (chunk == null) {
            throw new IllegalStateException("a chunk in the index must be in the log: " + number + " is not");
        }
        return chunk.rows();
    }

    @Override
    public long firstNumber() {
        return chunks.isEmpty() ? next : chunks.firstKey();
    }

    @Override
    public long storedAt(long number) {
        Chunk<T> chunk = chunks.get(number);
        return chunk == null ? Long.MIN_VALUE : chunk.storedAt();
    }

    @Override
    public long oldestBefore(long time) {
        long first = firstNumber();
        return chunks.containsKey(first) && storedAt(first) < time ? first : -1;
    }

    @Override
    public void deleteOldest() {
        chunks.pollFirstEntry();
    }

    @Override
    public void forgetRead() {}

    void clear() {
        chunks.clear();
    }

    int size() {
        return chunks.size();
    }
}
