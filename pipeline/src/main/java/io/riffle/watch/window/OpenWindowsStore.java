package io.riffle.watch.window;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The windows that a partition still counts in. Counts are kept as objects beside the store and written to it once per
 * frame; the store's cache makes one changelog record per window and commit of that. Everything is in the store when
 * {@code process()} returns, so a new owner of the partition counts on from there.
 */
public final class OpenWindowsStore<C extends MergeableCounts<C>> {
    /** Below all keys of windows, which begin with a letter. */
    private static final Bytes CLOSED = Bytes.wrap(new byte[] {0});
    /** Before any window is closed. */
    private static final long NONE = Long.MIN_VALUE;

    private final KeyValueStore<Bytes, byte[]> store;
    private final CountsStore stored;
    private final long size;
    private final long grace;
    private final Map<WindowKey, C> open = new HashMap<>();
    /** The end of the last closed window, which may have had another length. */
    private long closedBefore = NONE;

    /**
     * Reads what is open.
     *
     * @param size of a window in milliseconds
     * @param grace milliseconds after its end
     */
    public OpenWindowsStore(KeyValueStore<Bytes, byte[]> store, Function<byte[], C> reader, long size, long grace) {
        this.store = store;
        this.size = size;
        this.grace = grace;
        byte[] closed = store.get(CLOSED);
        if (closed != null) {
            closedBefore = ByteBuffer.wrap(closed).getLong();
        }
        stored = new CountsStore(store);
        stored.load(CLOSED, (key, counts) -> open.put(key, reader.apply(counts)));
    }

    /** A heap store with a cache and a changelog; the cache needs room in {@code statestore.cache.max.bytes}. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    /** The start of the window that an event time falls into. */
    public long startOf(long eventTime) {
        return Math.floorDiv(eventTime, size) * size;
    }

    /** Whether the window that starts then is closed, so that its rows come too late. */
    public boolean isClosed(long start) {
        return start + size <= closedBefore;
    }

    /** The counts of an open window, to be added to and then {@link #save saved}. */
    public C counts(WindowKey key, Supplier<C> fresh) {
        return open.computeIfAbsent(key, absent -> fresh.get());
    }

    public void save(WindowKey key, C counts) {
        stored.put(key, counts.toBytes());
    }

    /** Takes a window out as if nothing had been counted in it. */
    public Optional<C> remove(WindowKey key) {
        C counts = open.remove(key);
        stored.delete(key);
        return Optional.ofNullable(counts);
    }

    /** Closes all windows whose grace is over at this event time, and hands them over, oldest first. */
    public void advance(long time, BiConsumer<WindowKey, C> closed) {
        long before = startOf(time - grace);
        if (before <= closedBefore) {
            return;
        }
        closedBefore = before;
        List<WindowKey> over = new ArrayList<>();
        for (Iterator<WindowKey> keys = open.keySet().iterator(); keys.hasNext(); ) {
            WindowKey key = keys.next();
            if (key.end() <= closedBefore) {
                over.add(key);
            }
        }
        over.sort((a, b) -> Long.compare(a.start(), b.start()));
        for (WindowKey key : over) {
            C counts = open.remove(key);
            stored.delete(key);
            if (counts != null) {
                closed.accept(key, counts);
            }
        }
        store.put(CLOSED, ByteBuffer.allocate(Long.BYTES).putLong(before).array());
    }

    /** Shows every open window. */
    public void forEach(BiConsumer<WindowKey, C> visitor) {
        open.forEach(visitor);
    }

    /** The start of the earliest window that can still be counted in. */
    public long firstOpen() {
        return closedBefore == NONE ? NONE : startOf(closedBefore);
    }

    /** The start of the newest open window; there must be one. */
    public long newestStart() {
        return open.keySet().stream().mapToLong(WindowKey::start).max().orElseThrow();
    }

    /** Whether no rows are being counted: nothing has to be closed then. */
    public boolean isEmpty() {
        return open.isEmpty();
    }
}
