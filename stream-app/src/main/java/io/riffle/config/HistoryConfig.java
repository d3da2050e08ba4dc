package io.riffle.config;

import io.riffle.config.settings.Violations;
import io.riffle.window.WindowSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Windowed features and where their state lives: on the heap (fastest) or in RocksDB (more entities than memory). */
public record HistoryConfig(List<WindowSpec> windows, StoreKind store) {
    public static final HistoryConfig NONE = new HistoryConfig(List.of(), StoreKind.MEMORY);

    public HistoryConfig {
        windows = List.copyOf(windows);
        Violations violations = Violations.in("history");
        Set<String> names = new HashSet<>();
        for (WindowSpec window : windows) {
            violations.addAll(WindowRules.check(window).list());
            violations.check(
                    names.add(window.name()), "windows." + window.name(), "must be declared once", "declared twice");
        }
        violations.throwIfAny();
    }

    public enum StoreKind {
        MEMORY,
        ROCKSDB
    }
}
