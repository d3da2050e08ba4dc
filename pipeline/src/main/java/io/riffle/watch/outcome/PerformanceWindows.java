package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.metrics.OutcomeMetrics;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowedCounting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows of performance of one partition. They stay open as long as labels can come or be corrected, and what has changed
 * is sent on again and again, as a whole. Some time after its end a window is closed for judging.
 */
final class PerformanceWindows {
    static final String KIND = "performance";
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final OutcomesConfig config;
    private final OutcomeMetrics metrics;
    private final OpenWindowsStore<PerformanceCounts> windows;
    private final WindowedCounting<PerformanceCounts> counting;
    private long judgedBefore = UNKNOWN;

    /** @param counting in windows that stay for {@link OutcomesConfig#kept} after their end */
    PerformanceWindows(OutcomesConfig config, OutcomeMetrics metrics, WindowedCounting<PerformanceCounts> counting) {
        this.config = config;
        this.metrics = metrics;
        this.counting = counting;
        windows = counting.windows();
    }

    /** Counts outcomes, each in the window of its event. */
    void add(List<JoinedOutcome> outcomes) {
        Map<WindowKey, PerformanceCounts> changed = new LinkedHashMap<>();
        int late = 0;
        for (JoinedOutcome outcome : outcomes) {
            WindowKey key = key(outcome.event());
            if (windows.isClosed(key.start())) {
                late++;
                continue;
            }
            PerformanceCounts counts = windows.counts(key, () -> fresh(key));
            counts.add(outcome);
            changed.put(key, counts);
        }
        changed.forEach(windows::save);
        if (late > 0) {
            metrics.late(late);
        }
    }

    /** The first outcome of a window may come when the others have been judged. */
    private PerformanceCounts fresh(WindowKey key) {
        PerformanceCounts counts = new PerformanceCounts(config);
        if (key.start() < judgedBefore) {
            counts.close();
        }
        return counts;
    }

    private WindowKey key(ScoredEvent event) {
        return new WindowKey(
                KIND,
                event.model(),
                event.version(),
                event.variant(),
                PerformanceSum.fingerprint(config),
                windows.startOf(event.time()),
                config.window().toMillis());
    }

    /** Events have come as far as this. */
    void reached(long latest) {
        advance(counting.reached(latest));
    }

    /** Closes windows by the wall clock where no events come, and sends what has changed. */
    void report(long now) {
        counting.quietTime(now).ifPresent(this::advance);
        List<WindowKey> unsent = new ArrayList<>();
        windows.forEach((key, counts) -> {
            if (counts.isUnsent()) {
                unsent.add(key);
            }
        });
        unsent.forEach(key -> send(key, windows.counts(key, () -> fresh(key))));
    }

    private void send(WindowKey key, PerformanceCounts counts) {
        counts.sent();
        counting.send(key, counts);
        windows.save(key, counts);
    }

    private void advance(long time) {
        long before = windows.startOf(time - config.judging().after().toMillis());
        if (before <= judgedBefore) {
            return;
        }
        judgedBefore = before;
        windows.forEach((key, counts) -> {
            if (key.start() < before && !counts.isClosed()) {
                counts.close();
                windows.save(key, counts);
            }
        });
        windows.advance(time, (key, counts) -> {
            if (counts.isUnsent()) {
                counting.send(key, counts);
            }
        });
    }
}
