package io.riffle.app.backtest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How two versions differ on the same events.
 *
 * @param differences quantiles of the distance between both scores, by name
 * @param worst the largest distances
 * @param failures what must hold and does not
 */
public record BacktestResult(
        VersionFigures candidate,
        VersionFigures baseline,
        Counts counts,
        Map<String, Double> differences,
        List<Worst> worst,
        List<String> failures) {
    /**
     * How many events there were.
     *
     * @param events lines or records that were read
     * @param compared events that both versions scored
     * @param deadLetters events that did not reach the models
     * @param labelled compared events whose truth is known
     * @param flips compared events whose decisions differ; null where nothing is decided
     */
    public record Counts(
            long events,
            long compared,
            long deadLetters,
            long labelled,
            @Nullable Long flips) {}

    /** One event. */
    public record Worst(String eventId, double candidate, double baseline) {}

    public BacktestResult {
        worst = List.copyOf(worst);
        failures = List.copyOf(failures);
    }

    public long events() {
        return counts.events();
    }

    public long compared() {
        return counts.compared();
    }

    public long deadLetters() {
        return counts.deadLetters();
    }

    public long labelled() {
        return counts.labelled();
    }

    public @Nullable Long flips() {
        return counts.flips();
    }

    /** Share of the compared events whose decision differs; NaN where nothing is decided. */
    public double flipRate() {
        Long flips = flips();
        if (flips == null) {
            return Double.NaN;
        }
        return compared() == 0 ? 0 : (double) flips / compared();
    }

    /** How many times as long the candidate takes per row; NaN if there were too few runs. */
    public double slowdown() {
        return candidate.medianMicros() / baseline.medianMicros();
    }

    public boolean passed() {
        return failures.isEmpty();
    }

    /** With what must hold and does not; {@code refusals} say why events were not scored. */
    BacktestResult judged(Thresholds thresholds, String refusals) {
        List<String> failed = thresholds.failures(this).stream()
                .map(failure -> compared() == 0 && !refusals.isEmpty() ? failure + " (" + refusals + ")" : failure)
                .toList();
        return new BacktestResult(candidate, baseline, counts, differences, worst, failed);
    }

    /** For programs; numbers that are not there are null. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("passed", passed());
        fields.put("failures", failures);
        fields.put("events", events());
        fields.put("compared", compared());
        fields.put("dead_letters", deadLetters());
        fields.put("labelled", labelled());
        fields.put("flips", flips());
        fields.put("flip_rate", finite(flipRate()));
        fields.put("score_difference", differences);
        fields.put("slowdown", finite(slowdown()));
        fields.put("candidate", fields(candidate));
        fields.put("baseline", fields(baseline));
        fields.put("worst", worst);
        return fields;
    }

    private static Map<String, Object> fields(VersionFigures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", figures.version().version());
        fields.put("bytes", figures.version().bytes());
        fields.put("failed", figures.failed());
        fields.put("micros_per_row_p50", finite(figures.medianMicros()));
        fields.put("micros_per_row_p95", finite(figures.p95Micros()));
        figures.metrics().forEach((name, value) -> fields.put(name, finite(value)));
        return fields;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
