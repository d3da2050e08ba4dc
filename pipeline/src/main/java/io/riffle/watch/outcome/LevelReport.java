package io.riffle.watch.outcome;

import io.riffle.config.alerting.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Performance;
import io.riffle.schema.Severity;
import io.riffle.stats.PerformanceChange;
import io.riffle.watch.alert.AlertSignal;
import io.riffle.watch.window.WindowKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A comparison with the last confirmed level, for the report and for alerts. */
record LevelReport(WindowKey window, LevelComparison comparison, Function<PerformanceChange, Severity> severity) {
    static final String SUFFIX = ".level";

    List<Performance.Level> levels() {
        return comparison.changes().stream()
                .map(change -> new Performance.Level(
                        change.measure().text(),
                        comparison.since(),
                        change.baseline(),
                        change.value(),
                        change.probability(),
                        change.worseBy(),
                        verdict(change)))
                .toList();
    }

    /** One signal per measure: another change is told once, by the window that confirms it, and is over with the next. */
    List<AlertSignal> signals() {
        return comparison.changes().stream().map(this::signal).toList();
    }

    private AlertSignal signal(PerformanceChange change) {
        String text = String.format(
                Locale.ROOT,
                "%s of %s %s: %.4f, %s than the %.4f since %s, its last change (probability %.2g)",
                change.measure().text(),
                window.model(),
                window.version(),
                change.value(),
                change.worseBy() > 0 ? "worse" : "better",
                change.baseline(),
                Instant.ofEpochMilli(comparison.since()),
                change.probability());
        Severity told = comparison.confirmed() ? severity.apply(change) : Severity.NONE;
        AlertSubject subject =
                new AlertSubject(window.version(), window.variant(), change.measure().text() + SUFFIX);
        return new AlertSignal(
                Watched.PERFORMANCE,
                subject,
                new Finding(told, change.value(), change.baseline(), text),
                window.start(),
                window.end());
    }

    /** What one window alone shows is not yet a change. */
    private String verdict(PerformanceChange change) {
        if (!comparison.confirmed() || !severity.apply(change).fires()) {
            return "same";
        }
        return change.worseBy() > 0 ? "worse" : "better";
    }
}
