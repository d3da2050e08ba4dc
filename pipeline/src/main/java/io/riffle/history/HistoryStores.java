package io.riffle.history;

import io.riffle.config.HistoryConfig.StoreKind;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Where the histories live; their changelog makes them survive the instance. */
public final class HistoryStores {
    /** The store's name, and part of its changelog topic's. Keys are entities in UTF-8. */
    public static final String ENTITY_HISTORY = "entity-history";

    private HistoryStores() {}

    /**
     * Logged and not cached. A cache would spare the changelog records of entities that come again before the next
     * commit: by simulation 42 % of them with 5,000 events per commit in frames of 256 over 20,000 Zipf-popular entities,
     * and next to none when commits are short or entities many. It costs a list entry per put and a burst at every commit;
     * what it gains end to end is not measured yet, so the simpler store is the default.
     */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> entityHistory(StoreKind kind) {
        return Stores.keyValueStoreBuilder(supplier(kind, ENTITY_HISTORY), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /** A store of bytes on the heap or in RocksDB. */
    public static KeyValueBytesStoreSupplier supplier(StoreKind kind, String name) {
        return switch (kind) {
            case MEMORY -> HeapStore.supplier(name);
            case ROCKSDB -> Stores.persistentKeyValueStore(name);
        };
    }
}
