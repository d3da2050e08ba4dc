package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceChange;
import io.riffle.stats.PerformanceMeasure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The levels of one version, window by window in order. A change is confirmed by two windows in succession that differ from the
 * level in the same measure and direction, and begins with the first of them; one that differs alone belongs to no level. So a
 * single odd window, or one after the other up and down, makes no change.
 */
final class LevelWalk {
    private final OutcomesConfig config;
    private final PerformanceBaseline evaluation;
    private final TreeMap<Long, LevelComparison> comparisons = new TreeMap<>();
    private long next;
    /** Null while the version is as it was evaluated. */
    private @Nullable PerformanceSum level;

    private long since;
    private @Nullable PerformanceSum odd;
    private long oddStart;
    /** How the odd window differs: whether it is worse. */
    private Map<PerformanceMeasure, Boolean> oddly = Map.of();

    LevelWalk(OutcomesConfig config, PerformanceBaseline evaluation, long first) {
        this.config = config;
        this.evaluation = evaluation;
        next = first;
    }

    /** The start of the first window that was not walked over, not before a time. */
    long next(long oldest) {
        return Math.max(next, oldest);
    }

    /** The comparison of a window that was walked over. */
    Optional<LevelComparison> of(long start) {
        return Optional.ofNullable(comparisons.get(start));
    }

    /** Windows before a time will not be asked for any more. */
    void forget(long before) {
        comparisons.headMap(before).clear();
    }

    /** @param window null if too little is known of it */
    void step(long start, long size, @Nullable PerformanceSum window, Predicate<PerformanceChange> matters) {
        next = start + size;
        if (window == null) {
            return;
        }
        List<PerformanceChange> changes = window.against(level == null ? evaluation : level.like(evaluation));
        Map<PerformanceMeasure, Boolean> differs = new HashMap<>();
        changes.stream().filter(matters).forEach(change -> differs.put(change.measure(), change.worseBy() > 0));
        boolean confirmed =
                odd != null && differs.entrySet().stream().anyMatch(oddly.entrySet()::contains);
        if (level != null) {
            comparisons.put(start, new LevelComparison(since, confirmed, changes));
        }
        if (confirmed) {
            begin(window);
        } else if (differs.isEmpty()) {
            goOn(window);
        } else {
            odd = copy(window);
            oddStart = start;
            oddly = differs;
        }
    }

    private void begin(PerformanceSum window) {
        level = odd;
        since = oddStart;
        goOn(window);
    }

    private void goOn(PerformanceSum window) {
        odd = null;
        oddly = Map.of();
        if (level != null) {
            level.add(window);
        }
    }

    private PerformanceSum copy(PerformanceSum sum) {
        return PerformanceSum.read(config, sum.toBytes());
    }
}
