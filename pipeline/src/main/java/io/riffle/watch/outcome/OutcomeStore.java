package io.riffle.watch.outcome;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Frames of one kind under ascending numbers in the store that all kinds share: what one frame brought is one record, written
 * once and deleted when it is too old. The first byte of a key tells the kind.
 */
final class OutcomeStore {
    static final String NAME = "outcomes";
    static final byte SCORED = 1;
    static final byte LABELS = 2;

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte kind;
    private final TreeMap<Long, Long> times = new TreeMap<>();
    private long next;

    OutcomeStore(KeyValueStore<Bytes, byte[]> store, byte kind) {
        this.store = store;
        this.kind = kind;
    }

    /** Logged and not cached: every put is another key. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** Gives every stored frame to the visitor, the oldest first; frames that it does not know are deleted. */
    void load(Visitor visitor) {
        try (KeyValueIterator<Bytes, byte[]> records = store.range(key(0), key(Long.MAX_VALUE))) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                long number = ByteBuffer.wrap(record.key.get()).getLong(1);
                next = number + 1;
                long storedAt = visitor.visit(number, record.value);
                if (storedAt == Visitor.UNKNOWN) {
                    store.delete(record.key);
                } else {
                    times.put(number, storedAt);
                }
            }
        }
    }

    /** The number under which the next frame is stored. */
    long nextNumber() {
        return next;
    }

    void append(long storedAt, byte[] frame) {
        store.put(key(next), frame);
        times.put(next, storedAt);
        next++;
    }

    /**
     * A frame that is stored.
     *
     * @throws IllegalStateException where it is not: the index and the store do not agree
     */
    byte[] get(long number) {
        byte[] frame = store.get(key(number));
        if (frame == null) {
            throw new IllegalStateException("a frame in the index must be in the store: " + number + " is not");
        }
        return frame;
    }

    /** The number of the oldest frame, or of the next one where there is none. */
    long firstNumber() {
        return times.isEmpty() ? next : times.firstKey();
    }

    /** When a frame was stored. */
    long storedAt(long number) {
        return times.getOrDefault(number, Long.MIN_VALUE);
    }

    /** The number of the oldest frame if it was stored before a time, or -1. */
    long oldestBefore(long time) {
        Map.Entry<Long, Long> oldest = times.firstEntry();
        return oldest != null && oldest.getValue() < time ? oldest.getKey() : -1;
    }

    void deleteOldest() {
        long oldest = times.firstKey();
        times.remove(oldest);
        store.delete(key(oldest));
    }

    private Bytes key(long number) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array());
    }

    /** Takes up one stored frame. */
    @FunctionalInterface
    interface Visitor {
        long UNKNOWN = Long.MIN_VALUE;

        /** Returns when the frame was stored, or {@link #UNKNOWN}. */
        long visit(long number, byte[] frame);
    }
}
