package io.riffle.config;

import io.riffle.window.WindowSpec;
import java.util.List;

/** Windowed features and where their state lives: on the heap (fastest) or in RocksDB (more entities than memory). */
public record HistoryConfig(List<WindowSpec> windows, StoreKind store) {
    public HistoryConfig {
        windows = List.copyOf(windows);
    }

    public enum StoreKind {
        MEMORY,
        ROCKSDB
    }
}
