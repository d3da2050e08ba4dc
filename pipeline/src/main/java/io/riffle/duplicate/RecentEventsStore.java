package io.riffle.duplicate;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
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
 * <p>Key: the last millisecond of the bucket and a sequence number, eight bytes each, in order. Value: {@link
 * AcceptedIds}. Times in keys are absolute, so that another horizon, whose buckets have another length, finds what is
 * stored where it belongs: an id is then remembered for the new horizon and up to a sixteenth of the old one longer.
 * Records of forgotten buckets are deleted as time passes.
 */
final class RecentEventsStore {
    static final String NAME = "recent-events";
    static final int FULL = 64;

    private final KeyValueStore<Bytes, byte[]> store;
    private final RecentEvents events;
    private final Deque<Span> spans = new ArrayDeque<>();
    private final AcceptedIds current = new AcceptedIds();
    private final AcceptedIds loaded = new AcceptedIds();
    private long bucketEnd = Long.MIN_VALUE;
    private long sequence;
    private long storedTime = Long.MIN_VALUE;
    private boolean changed;

    /** Takes up what the store holds; {@code events} must be empty. */
    RecentEventsStore(KeyValueStore<Bytes, byte[]> store, RecentEvents events) {
        this.store = store;
        this.events = events;
        load();
    }

    /** A logged store that is not cached: every put is another key, or the same a few times. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /**
     * Forgets what frames of this topic brought from that offset on. Called with the first offset that is read after a
     * start: what came behind it was stored, but its offset was never committed, and perhaps its predictions were not
     * written. It comes again, and must not be taken for a duplicate of itself.
     */
    void forgetFrom(int topic, long offset) {
        boolean forgot = false;
        try (KeyValueIterator<Bytes, byte[]> records = store.range(null, null)) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                loaded.read(record.value);
                if (loaded.removeFrom(topic, offset)) {
                    store.put(record.key, loaded.toBytes());
                    forgot = true;
                }
            }
        }
        if (forgot) {
            events.clear();
            load();
        }
    }

    /** Appends an id that was accepted just now, from the frame at this place. */
    void append(long id, int topic, long offset) {
        moveTo(events.bucketEnd());
        if (!current.takes(topic, offset)) {
            putChanged();
            start();
        }
        current.append(id, topic, offset);
        changed = true;
    }

    /** Writes what the frame changed and deletes what is forgotten. */
    void flush() {
        if (events.time() != storedTime) {
            moveTo(events.bucketEnd());
            changed = true;
        }
        if (changed) {
            putChanged();
            if (current.size() >= FULL) {
                start();
            }
            expire();
        }
    }

    private void moveTo(long newBucketEnd) {
        if (newBucketEnd == bucketEnd) {
            return;
        }
        putChanged();
        bucketEnd = newBucketEnd;
        start();
    }

    private void start() {
        sequence++;
        current.clear();
    }

    private void putChanged() {
        if (!changed) {
            return;
        }
        current.time(events.time());
        store.put(key(bucketEnd, sequence), current.toBytes());
        remember(bucketEnd, sequence);
        storedTime = events.time();
        changed = false;
    }

    private void expire() {
        Span oldest = spans.peekFirst();
        while (oldest != null && !events.remembers(oldest.bucketEnd())) {
            for (long number = oldest.first(); number <= oldest.last(); number++) {
                store.delete(key(oldest.bucketEnd(), number));
            }
            spans.removeFirst();
            oldest = spans.peekFirst();
        }
    }

    /** In the order of keys, unlike {@code all()}: from the oldest to the newest. */
    private void load() {
        spans.clear();
        sequence = 0;
        try (KeyValueIterator<Bytes, byte[]> records = store.range(null, null)) {
            while (records.hasNext()) {
                load(records.next());
            }
        }
        // Never goes on in a stored record: after another horizon the newest one need not be the last.
        bucketEnd = Long.MIN_VALUE;
        start();
    }

    /** Records of a version that is not known are forgotten: their ids may come again as new until the horizon has passed. */
    private void load(KeyValue<Bytes, byte[]> record) {
        switch (record.value[0]) {
            case AcceptedIds.VERSION -> {
                loaded.read(record.value);
                restore(timeOf(record.key), sequenceOf(record.key));
            }
            case AcceptedIds.WITHOUT_OFFSETS -> {
                loaded.read(record.value);
                store.delete(record.key);
                store.put(key(loaded.time(), sequenceOf(record.key)), loaded.toBytes());
                restore(loaded.time(), sequenceOf(record.key));
            }
            default -> store.delete(record.key);
        }
    }

    private void restore(long end, long number) {
        remember(end, number);
        sequence = Math.max(sequence, number);
        storedTime = Math.max(storedTime, loaded.time());
        events.restoreTime(loaded.time());
        for (int i = 0; i < loaded.size(); i++) {
            events.restore(loaded.id(i), end);
        }
    }

    private void remember(long end, long number) {
        Span last = spans.peekLast();
        long first = number;
        if (last != null && last.bucketEnd() == end) {
            first = last.first();
            spans.removeLast();
        }
        spans.addLast(new Span(end, first, number));
    }

    private static long timeOf(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong() ^ Long.MIN_VALUE;
    }

    private static long sequenceOf(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(Long.BYTES);
    }

    /** Bytes compare without sign, so the sign is turned: buckets before 1970 come first. */
    private static Bytes key(long bucketEnd, long sequence) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(bucketEnd ^ Long.MIN_VALUE)
                .putLong(sequence)
                .array());
    }

    /** The records of one bucket: sequence numbers {@code first} to {@code last}. */
    private record Span(long bucketEnd, long first, long last) {}
}
