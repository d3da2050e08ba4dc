package io.riffle.topology;

import io.riffle.config.HistoryConfig.StoreKind;
import io.riffle.history.HistoryStores;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The state of a {@link LocalLine}: every store on the heap, made when a stage asks for it. */
final class LocalStores {
    private final Map<String, KeyValueStore<Bytes, byte[]>> stores = new HashMap<>();

    KeyValueStore<Bytes, byte[]> store(String name) {
        return stores.computeIfAbsent(
                name,
                missing -> HistoryStores.supplier(StoreKind.MEMORY, missing).get());
    }
}
