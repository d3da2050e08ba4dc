package io.riffle.metrics;

import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Degradation;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.SkipReason;
import io.riffle.schema.Stage;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The in-memory twin of the metrics: sums by name and labels, for example {@code dead_letters{decode,malformed}}.
 * Thread-safe.
 */
public final class RecordedMetrics implements ScoringMetrics {
    private final Map<String, LongAdder> sums = new ConcurrentHashMap<>();

    /** A sum, 0 if nothing was counted; labels in the order of the interface's arguments. */
    public long sum(String name, String... labels) {
        LongAdder sum = sums.get(key(name, labels));
        return sum == null ? 0 : sum.sum();
    }

    /** All sums of that name, over all labels. */
    public long total(String name) {
        return sums.entrySet().stream()
                .filter(sum -> sum.getKey().equals(name) || sum.getKey().startsWith(name + "{"))
                .mapToLong(sum -> sum.getValue().sum())
                .sum();
    }

    /** Everything that was counted, to read in a failed test. */
    public Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        sums.forEach((key, sum) -> all.put(key, sum.sum()));
        return all;
    }

    /** The sum rule: received = predicted + dead-lettered + skipped. */
    public boolean balances() {
        return sum("received") == total("predictions") + total("dead_letters") + total("skipped");
    }

    @Override
    public void received(int rows) {
        add("received", rows);
    }

    @Override
    public void predicted(String version, String variant, int rows) {
        add("predictions", rows, version, variant);
    }

    @Override
    public void deadLettered(Stage stage, DeadLetterReason reason, int rows) {
        add("dead_letters", rows, stage.label(), reason.label());
    }

    @Override
    public void skipped(SkipReason reason, int rows) {
        add("skipped", rows, reason.label());
    }

    @Override
    public void degraded(Degradation reason, int rows) {
        add("degraded", rows, reason.label());
    }

    @Override
    public void warned(QualityWarning warning, int rows) {
        add("warnings", rows, warning.label());
    }

    @Override
    public void decodedSlowly(int rows) {
        add("decode_slow_rows", rows);
    }

    @Override
    public void alerted(String rule, String severity, int rows) {
        add("alerts", rows, rule, severity);
    }

    @Override
    public void frame(int rows) {
        add("frames", 1);
        add("frame_rows", rows);
    }

    @Override
    public void stage(Stage stage, long nanoseconds) {
        add("stage_calls", 1, stage.label());
        add("stage_nanoseconds", nanoseconds, stage.label());
    }

    @Override
    public void latency(long milliseconds) {
        add("latency_calls", 1);
        add("latency_milliseconds", milliseconds);
    }

    @Override
    public void profileLookups(int nearCacheHits, int fetched) {
        add("profile_lookups", nearCacheHits, "near_cache");
        add("profile_lookups", fetched, "redis");
    }

    @Override
    public void featureStatus(String feature, int stale, int missing) {
        add("feature_stale", stale, feature);
        add("feature_missing", missing, feature);
    }

    @Override
    public void tooLateForHistory(int rows) {
        add("history_too_late", rows);
    }

    private void add(String name, long amount, String... labels) {
        sums.computeIfAbsent(key(name, labels), absent -> new LongAdder()).add(amount);
    }

    private static String key(String name, String... labels) {
        return labels.length == 0 ? name : name + "{" + String.join(",", labels) + "}";
    }
}
