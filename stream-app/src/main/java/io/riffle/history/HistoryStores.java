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
     * Logged and not cached. A cache would spare the puts of entities that come again before the next commit: with
     * 5,000 events per commit over 20,000 Zipf-popular entities about a fifth of them, at the price of an LRU list
     * entry for each of the others and of a burst at every commit.
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
