package io.riffle.config;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.config.event.FeatureNotes;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import io.riffle.window.Aggregate;
import io.riffle.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code history}. */
final class HistoryReader {
    private static final SettingType<HistoryConfig.StoreKind> STORE = SettingType.oneOf(HistoryConfig.StoreKind.class);

    /** Aggregates are parts of feature names, hence the underscore. */
    private static final SettingType<Aggregate> AGGREGATE =
            SettingType.oneOf(Aggregate.class, aggregate -> aggregate.name().toLowerCase(Locale.ROOT));

    private HistoryReader() {}

    static HistoryConfig read(Section section, FeatureNotes notes) {
        HistoryConfig.StoreKind store = section.value(
                "store", STORE, HistoryConfig.NONE.store(), "Where history lives: on the heap, or in RocksDB");
        Duration forgetAfter = section.value(
                "forget-after",
                DURATION,
                HistoryConfig.NONE.forgetAfter(),
                "How long an entity without events is remembered, in event time");
        List<WindowSpec> windows = section.entries("windows", (name, entry) -> {
            notes.read(name, entry);
            WindowSpec window = window(name, entry);
            notes.readMaterialize(name, entry, window.over());
            return window;
        });
        return section.build(() -> new HistoryConfig(windows, store, forgetAfter))
                .orElse(HistoryConfig.NONE);
    }

    private static WindowSpec window(String name, Section section) {
        String of = section.required("of", TEXT, "The event field that is aggregated");
        Duration over = section.required("over", DURATION, "Length of the window, 10s to 7d");
        Duration every = section.derived(
                "every",
                DURATION,
                WindowRules.usualEvery(over),
                "a sixtieth of over, at least 1s",
                "Length of its buckets; the window is a multiple of it");
        List<Aggregate> aggregates =
                section.list("aggregates", AGGREGATE, "Features of the window, `<name>_<aggregate>`");
        Optional<WindowSpec> window = section.build(() -> {
            WindowSpec given = new WindowSpec(name, of, over, every, aggregates);
            WindowRules.check(given).throwIfAny();
            return given;
        });
        return window.orElseGet(() -> standIn(name, of, aggregates));
    }

    /** Keeps the names: other parts of the file refer to the features. */
    private static WindowSpec standIn(String name, String of, List<Aggregate> aggregates) {
        List<Aggregate> some = aggregates.isEmpty()
                ? List.of(Aggregate.COUNT)
                : aggregates.stream().distinct().toList();
        return new WindowSpec(name, of, Duration.ofHours(1), Duration.ofMinutes(1), some);
    }
}
