package io.riffle.watch.drift;

import io.riffle.config.DriftDetector;
import io.riffle.schema.AlertSubject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The detectors of one task: objects beside the store, written to it once per frame. */
public final class SequenceStore {
    /** Behind a subject: what its detector's values are deviations from. No subject contains it. */
    private static final String SCALE = "\u0000scale";

    private final KeyValueStore<Bytes, byte[]> store;
    private final int partition;
    private final long lasts;
    private final Map<AlertSubject, SequenceWatch> watches = new HashMap<>();
    private final Map<AlertSubject, Standardised> scales = new HashMap<>();

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

    /** As {@link #watch}, of values on a scale: under another one the detector begins anew, and what it found stays. */
    SequenceWatch watch(AlertSubject subject, DriftDetector kind, Standardised scale) {
        if (scale.equals(scales.put(subject, scale))) {
            return watch(subject, kind);
        }
        Bytes place = Bytes.wrap((subject.text() + SCALE).getBytes(StandardCharsets.UTF_8));
        byte[] before = store.get(place);
        byte[] now = scale.toBytes();
        if (before != null && !Arrays.equals(before, now)) {
            SequenceWatch anew = new SequenceWatch(kind, subject, lasts);
            anew.restoreFindings(watch(subject, kind).toBytes());
            watches.put(subject, anew);
        }
        store.put(place, now);
        return watch(subject, kind);
    }

    void save(AlertSubject subject, SequenceWatch watch) {
        store.put(key(subject), watch.toBytes());
    }

    private static Bytes key(AlertSubject subject) {
        return Bytes.wrap(subject.text().getBytes(StandardCharsets.UTF_8));
    }
}
