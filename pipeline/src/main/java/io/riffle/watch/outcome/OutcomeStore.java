package io.riffle.watch.outcome;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A log in the store that all kinds share; the first byte of a key tells the kind. A chunk is decoded once for a frame,
 * however many of its rows are asked for.
 */
final class OutcomeStore<T> implements ChunkLog<T> {
    static final String NAME = "outcomes";
    private static final byte SCORED = 1;
    private static final byte LABELS = 2;
    private static final byte SEEN = 3;

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte kind;
    private final Function<byte[], @Nullable Chunk<T>> reader;
    private final Map<Long, List<T>> read = new HashMap<>();
    private final TreeMap<Long, Long> times = new TreeMap<>();
    private long next;

    private OutcomeStore(KeyValueStore<Bytes, byte[]> store, byte kind, Function<byte[], @Nullable Chunk<T>> reader) {
        this.store = store;
        this.kind = kind;
        this.reader = reader;
    }

    /** The scored events in a store. */
    static OutcomeStore<ScoredEvent> scored(KeyValueStore<Bytes, byte[]> store) {
        return new OutcomeStore<>(store, SCORED, ScoredChunk::read);
    }

    /** The labels in a store. */
    static OutcomeStore<Label> labels(KeyValueStore<Bytes, byte[]> store) {
        return new OutcomeStore<>(store, LABELS, LabelChunk::read);
    }

    /** The entities of experiments in a store. */
    static OutcomeStore<Long> seen(KeyValueStore<Bytes, byte[]> store) {
        return new OutcomeStore<>(store, SEEN, SeenChunk::read);
    }

    /** Logged and not cached: every put is another key. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** Chunks that another version wrote otherwise are deleted. */
    @Override
    public void forEach(BiConsumer<Long, Chunk<T>> visitor) {
        try (KeyValueIterator<Bytes, byte[]> records = store.range(key(0), key(Long.MAX_VALUE))) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                long number = ByteBuffer.wrap(record.key.get()).getLong(1);
                next = number + 1;
                Chunk<T> chunk = reader.apply(record.value);
                if (chunk == null) {
                    store.delete(record.key);
                } else {
                    times.put(number, chunk.storedAt());
                    visitor.accept(number, chunk);
                }
            }
        }
    }

    @Override
    public long nextNumber() {
        return next;
    }

    @Override
    public void append(Chunk<T> chunk) {
        store.put(key(next), chunk.toBytes());
        times.put(next, chunk.storedAt());
        next++;
    }

    @Override
    public List<T> rows(long number) {
        return read.computeIfAbsent(number, this::read);
    }

    private List<T> read(long number) {
        byte[] stored = store.get(key(number));
        if (stored == null) {
            throw new IllegalStateException("a frame in the index must be in the store: " + number + " is not");
        }
        return Objects.requireNonNull(reader.apply(stored), "unknown frames are not indexed")
                .rows();
    }

    @Override
    public void forgetRead() {
        read.clear();
    }

    @Override
    public long firstNumber() {
        return times.isEmpty() ? next : times.firstKey();
    }

    @Override
    public long storedAt(long number) {
        return times.getOrDefault(number, Long.MIN_VALUE);
    }

    @Override
    public long oldestBefore(long time) {
        Map.Entry<Long, Long> oldest = times.firstEntry();
        return oldest != null && oldest.getValue() < time ? oldest.getKey() : -1;
    }

    @Override
    public void deleteOldest() {
        long oldest = times.firstKey();
        times.remove(oldest);
        store.delete(key(oldest));
    }

    private Bytes key(long number) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array());
    }
}
