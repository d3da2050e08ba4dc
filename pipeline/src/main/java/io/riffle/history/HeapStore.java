package io.riffle.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store in a hash table. Kafka's own in-memory store is a tree, where an access among 20,000 entities compares some
 * 14 keys byte by byte; ranges, which histories do not ask for, are sorted here when they are asked for. It is written
 * by one thread at a time, as every store, and may be read from any other (interactive queries), which sees the value
 * before or after a write, whole: both hold the lock, which nearly always is free.
 */
public final class HeapStore implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private final RecordTable entries = new RecordTable();
    private final Position position = Position.emptyPosition();
    private volatile boolean open;
    private volatile boolean closed;

    HeapStore(String name) {
        this.name = name;
    }

    public static KeyValueBytesStoreSupplier supplier(String name) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new HeapStore(name);
            }

            @Override
            public String metricsScope() {
                return "heap";
            }
        };
    }

    /** Keeps what is there: a standby that becomes active is initialised again with its entries. */
    @Override
    public void init(StateStoreContext context, StateStore root) {
        closed = false;
        open = true;
        context.register(root, (key, value) -> put(Bytes.wrap(key), value));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        synchronized (entries) {
            closed = true;
            open = false;
            entries.clear();
        }
    }

    /** Needed by the changelogging wrapper; it stays empty because it only serves interactive queries. */
    @Override
    public Position getPosition() {
        return position;
    }

    /** @throws InvalidStateStoreException if the store is closed: "no value" would be taken for an entity without history */
    @Override
    public byte @Nullable [] get(Bytes key) {
        synchronized (entries) {
            byte[] value = entries.get(key.get());
            if (value == null && closed) {
                throw new InvalidStateStoreException("store " + name + " must be open: is closed");
            }
            return value;
        }
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        synchronized (entries) {
            if (value == null) {
                entries.remove(key.get());
            } else {
                entries.put(key.get(), value);
            }
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
        byte[] before = value(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> added) {
        added.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = value(key);
        put(key, null);
        return before;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return sorted(between(from, to), false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return sorted(between(from, to), true);
    }

    /** In no order, as Kafka's contract allows: sorting a million keys would hold up the stream. */
    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return new Entries(keys().iterator());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return sorted(key -> true, true);
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        byte[] start = serializer.serialize(name, prefix);
        return sorted(
                key -> key.get().length >= start.length
                        && Arrays.equals(key.get(), 0, start.length, start, 0, start.length),
                false);
    }

    @Override
    public long approximateNumEntries() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private byte @Nullable [] value(Bytes key) {
        synchronized (entries) {
            return entries.get(key.get());
        }
    }

    private List<Bytes> keys() {
        synchronized (entries) {
            List<Bytes> keys = new ArrayList<>(entries.size());
            entries.keys().forEach(key -> keys.add(Bytes.wrap(key)));
            return keys;
        }
    }

    private static Predicate<Bytes> between(@Nullable Bytes from, @Nullable Bytes to) {
        return key -> (from == null || key.compareTo(from) >= 0) && (to == null || key.compareTo(to) <= 0);
    }

    private KeyValueIterator<Bytes, byte[]> sorted(Predicate<Bytes> wanted, boolean descending) {
        List<Bytes> keys = new ArrayList<>();
        for (Bytes key : keys()) {
            if (wanted.test(key)) {
                keys.add(key);
            }
        }
        keys.sort(descending ? Collections.reverseOrder() : null);
        return new Entries(keys.iterator());
    }

    /** Over the keys that there were at the start, so that the caller may delete as it goes. */
    private final class Entries implements KeyValueIterator<Bytes, byte[]> {
        private final Iterator<Bytes> keys;
        private @Nullable Bytes peeked;

        Entries(Iterator<Bytes> keys) {
            this.keys = keys;
        }

        @Override
        public boolean hasNext() {
            return peeked != null || keys.hasNext();
        }

        @Override
        public Bytes peekNextKey() {
            if (peeked == null) {
                peeked = keys.next();
            }
            return peeked;
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            Bytes key = peekNextKey();
            peeked = null;
            return new KeyValue<>(key, value(key));
        }

        @Override
        public void close() {}
    }
}
