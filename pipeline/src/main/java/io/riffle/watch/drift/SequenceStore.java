package io.riffle.watch.drift;

import io.riffle.config.DriftDetector;
import io.riffle.schema.AlertSubject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The detectors of one task: objects beside the store, written to it once per frame. */
public final class SequenceStore {
    private final KeyValueStore<Bytes, byte[]> store;
    private final int partition;
    private final long lasts;
    private final Map<AlertSubject, SequenceWatch> watches = new HashMap<>();

    SequenceStore(KeyValueStore<Bytes, byte[]> store, int partition, long lasts) {
        this.store = store;
        this.partition = partition;
        this.lasts = lasts;
    }

    /** A heap store with a cache and a changelog: one changelog record per detector and commit. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    AlertSubject subject(String version, String variant, String name, DriftDetector kind) {
        return SequenceWatch.subject(version, variant, name, kind, partition);
    }

    SequenceWatch watch(AlertSubject subject, DriftDetector kind) {
        return watches.computeIfAbsent(subject, absent -> {
            SequenceWatch watch = new SequenceWatch(kind, subject, lasts);
            byte[] stored = store.get(key(subject));
            if (stored != null) {
                watch.restore(stored);
            }
            return watch;
        });
    }

    void save(AlertSubject subject, SequenceWatch watch) {
        store.put(key(subject), watch.toBytes());
    }

    private static Bytes key(AlertSubject subject) {
        return Bytes.wrap(subject.text().getBytes(StandardCharsets.UTF_8));
    }
}
