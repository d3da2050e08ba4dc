package io.riffle.history;

import io.riffle.window.EntityHistory;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the histories of entities that had no event for too long, a few at each turn, so that the store does not grow with every
 * entity that was ever seen. A history is deleted only when any later event would find it forgotten anyway, unless that
 * event is later than {@link #LATEST}, or than the time after which entities are forgotten.
 */
final class ForgettingStore implements AutoCloseable {
    /** Reading this many takes less than a millisecond; a million entities have their turn within 10 minutes. */
    static final int ENTITIES_PER_TURN = 2_000;

    /** Keeps histories that much longer: late events find them not forgotten, and 30 days become 31. */
    static final Duration LATEST = Duration.ofDays(1);

    private final KeyValueStore<Bytes, byte[]> store;
    private final long remembered;
    private @Nullable KeyValueIterator<Bytes, byte[]> entries;

    ForgettingStore(KeyValueStore<Bytes, byte[]> store, Duration forgetAfter) {
        this.store = store;
        this.remembered = forgetAfter
                .plus(forgetAfter.compareTo(LATEST) < 0 ? forgetAfter : LATEST)
                .toMillis();
    }

    /**
     * Looks at the next entities, after the last one again at the first.
     *
     * @param now the event time the stream has reached, milliseconds since the epoch
     */
    void turn(long now) {
        if (entries == null) {
            entries = store.all();
        }
        for (int i = 0; i < ENTITIES_PER_TURN && entries.hasNext(); i++) {
            deleteForgotten(entries.next(), now);
        }
        if (!entries.hasNext()) {
            close();
        }
    }

    /** The iterator may show a history as it was when the round began: the current one decides. */
    private void deleteForgotten(KeyValue<Bytes, byte[]> entry, long now) {
        if (!DeclarationStore.isKey(entry.key)
                && isForgotten(entry.value, now)
                && isForgotten(store.get(entry.key), now)) {
            store.delete(entry.key);
        }
    }

    private boolean isForgotten(byte @Nullable [] record, long now) {
        return record != null && EntityHistory.newest(record) + remembered < now;
    }

    @Override
    public void close() {
        if (entries != null) {
            entries.close();
            entries = null;
        }
    }
}
