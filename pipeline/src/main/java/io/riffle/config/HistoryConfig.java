package io.riffle.config;

import io.riffle.feature.FeatureSchema;
import io.riffle.settings.DurationText;
import io.riffle.settings.Violations;
import io.riffle.window.EntityHistory;
import io.riffle.window.WindowSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Windowed features, where their state lives (on the heap, which is fastest, or in RocksDB, which holds more entities than
 * memory), and how long an entity without events stays in it.
 */
public record HistoryConfig(List<WindowSpec> windows, StoreKind store, Duration forgetAfter) {
    public static final HistoryConfig NONE = new HistoryConfig(List.of(), StoreKind.MEMORY, EntityHistory.FORGET_AFTER);

    public HistoryConfig {
        windows = List.copyOf(windows);
        Violations violations = Violations.in("history");
        Set<String> names = new HashSet<>();
        for (WindowSpec window : windows) {
            violations.addAll(WindowRules.check(window).list());
            violations.check(
                    names.add(window.name()), "windows." + window.name(), "must be declared once", "declared twice");
        }
        Duration longest = windows.stream()
                .map(WindowSpec::over)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plus(EntityHistory.LATENESS);
        violations.check(
                forgetAfter.compareTo(longest) >= 0,
                "forget-after",
                "must be at least the longest window and its lateness (" + DurationText.format(longest) + ")",
                DurationText.format(forgetAfter));
        violations.throwIfAny();
    }

    /** A history of one entity at a time with these windows, whose features are in the schema. */
    public EntityHistory entityHistory(FeatureSchema schema) {
        return new EntityHistory(windows, schema, EntityHistory.LATENESS, forgetAfter);
    }

    public enum StoreKind {
        MEMORY,
        ROCKSDB
    }
}
