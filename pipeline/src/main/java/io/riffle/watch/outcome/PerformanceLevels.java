package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceChange;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.WindowKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Each judged window beside the level that its version has had since its last confirmed change: the first is that from the
 * baseline. What is known of the windows before follows from their counts, so that a restart changes nothing. Thread-safe.
 */
final class PerformanceLevels {
    private final OutcomesConfig config;
    /** By version and variant: the window without its start. */
    private final Map<WindowKey, LevelWalk> walks = new HashMap<>();

    PerformanceLevels(OutcomesConfig config) {
        this.config = config;
    }

    /**
     * The comparison with the level; empty before the first confirmed change.
     *
     * @param matters whether a change is more than chance, and enough
     */
    synchronized Optional<LevelComparison> of(
            ClosedWindow<PerformanceCounts> window,
            PerformanceBaseline baseline,
            Predicate<PerformanceChange> matters) {
        WindowKey key = window.key();
        WindowKey series = new WindowKey(
                key.kind(), key.model(), key.version(), key.variant(), key.layout(), 0, key.size());
        long oldest = key.start() - config.keptWindows() * key.size();
        LevelWalk walk = walks.computeIfAbsent(series, fresh -> new LevelWalk(config, baseline, oldest));
        walk.forget(oldest);
        for (long start = walk.next(oldest); start <= key.start(); start += key.size()) {
            int back = (int) ((key.start() - start) / key.size());
            PerformanceSum closed = closed(back == 0 ? window.counts() : window.before().apply(back).orElse(null));
            walk.step(start, key.size(), closed, matters);
        }
        return walk.of(key.start());
    }

    /** Null where too little is known. */
    private @Nullable PerformanceSum closed(@Nullable PerformanceCounts counts) {
        PerformanceSum closed = counts == null ? null : counts.atClose();
        return closed == null || closed.outcomes() < config.judging().minRows() ? null : closed;
    }
}
