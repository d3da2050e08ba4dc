package io.riffle.duplicate;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
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
 * Keeps what {@link RecentEvents} remembers in a state store, one put per frame. A record holds the ids that were accepted in one
 * bucket of time, one frame after the other until there are {@value #FULL}: a record per frame would cost ten times the
 * memory where frames have one row, a record per bucket would be written again and again.
 *
 * <p>Key: the bucket and a sequence number, eight bytes each, in order. Value: the version byte 1, the stream time, and
 * eight bytes per id. Records of forgotten buckets are deleted as time passes.
 */
final class RecentEventsStore {
    static final String NAME = "recent-events";
    static final int FULL = 64;

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final RecentEvents events;
    private final Deque<Span> spans = new ArrayDeque<>();
    private long[] ids = new long[FULL];
    private int size;
    private long bucket = Long.MIN_VALUE;
    private long sequence;
    private long storedTime = Long.MIN_VALUE;
    private boolean changed;

    /** Takes up what the store holds; {@code events} must be empty. */
    RecentEventsStore(KeyValueStore<Bytes, byte[]> store, RecentEvents events) {
        this.store = store;
        this.events = events;
        // In the order of keys, unlike all(): the newest record is the one that is written next.
        try (KeyValueIterator<Bytes, byte[]> records = store.range(null, null)) {
            while (records.hasNext()) {
                load(records.next());
            }
        }
        startAnotherWhenFull();
    }

    /** A logged store that is not cached: every put is another key, or the same a few times. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** Appends an id that was accepted just now. */
    void append(long id) {
        moveTo(events.bucket());
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
        changed = true;
    }

    /** Writes what the frame changed and deletes what is forgotten. */
    void flush() {
        if (events.time() != storedTime) {
            moveTo(events.bucket());
            changed = true;
        }
        if (changed) {
            put();
            startAnotherWhenFull();
            expire();
        }
    }

    private void moveTo(long newBucket) {
        if (newBucket == bucket) {
            return;
        }
        if (changed) {
            put();
        }
        bucket = newBucket;
        start();
    }

    private void startAnotherWhenFull() {
        if (size >= FULL) {
            start();
        }
    }

    private void start() {
        sequence++;
        size = 0;
    }

    private void put() {
        ByteBuffer value = ByteBuffer.allocate(HEADER + size * Long.BYTES);
        value.put(VERSION).putLong(events.time());
        value.asLongBuffer().put(ids, 0, size);
        store.put(key(bucket, sequence), value.array());
        remember(bucket, sequence);
        storedTime = events.time();
        changed = false;
    }

    private void expire() {
        Span oldest = spans.peekFirst();
        while (oldest != null && !events.remembers(oldest.bucket())) {
            for (long number = oldest.first(); number <= oldest.last(); number++) {
                store.delete(key(oldest.bucket(), number));
            }
            spans.removeFirst();
            oldest = spans.peekFirst();
        }
    }

    /** Records of another version are forgotten: their ids may come again as new until the horizon has passed. */
    private void load(KeyValue<Bytes, byte[]> record) {
        ByteBuffer value = ByteBuffer.wrap(record.value);
        if (value.get() != VERSION) {
            store.delete(record.key);
            return;
        }
        ByteBuffer key = ByteBuffer.wrap(record.key.get());
        bucket = key.getLong() ^ Long.MIN_VALUE;
        sequence = key.getLong();
        remember(bucket, sequence);
        storedTime = value.getLong();
        events.restoreTime(storedTime);
        size = value.remaining() / Long.BYTES;
        ids = size > ids.length ? new long[size] : ids;
        value.asLongBuffer().get(ids, 0, size);
        for (int i = 0; i < size; i++) {
            events.restore(ids[i], bucket);
        }
    }

    private void remember(long bucket, long sequence) {
        Span last = spans.peekLast();
        long first = sequence;
        if (last != null && last.bucket() == bucket) {
            first = last.first();
            spans.removeLast();
        }
        spans.addLast(new Span(bucket, first, sequence));
    }

    /** Bytes compare without sign, so the sign is turned: buckets before 1970 come first. */
    private static Bytes key(long bucket, long sequence) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(bucket ^ Long.MIN_VALUE)
                .putLong(sequence)
                .array());
    }

    /** The records of one bucket: sequence numbers {@code first} to {@code last}. */
    private record Span(long bucket, long first, long last) {}
}
