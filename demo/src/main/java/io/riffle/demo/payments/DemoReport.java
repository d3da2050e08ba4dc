package io.riffle.demo.payments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo did.
 *
 * @param auc of the scores against the generator's labels; NaN if there was no fraud
 */
public record DemoReport(
        Records records, double eventsPerSecond, Latency latency, double auc, DemoAlarm drift, DemoAlarm quality) {
    /**
     * How many records went in and came out.
     *
     * @param received records that the broker accepted on the events topic
     * @param alerts about single scores
     * @param duplicates dead letters because of a repeated event id
     * @param expectedDeadLetters bad and repeated records that the generator knows of
     * @param unexpected predictions for records that needed none: a second one, or for a bad record
     */
    public record Records(
            long received,
            long predicted,
            long deadLettered,
            long alerts,
            long duplicates,
            long expectedDeadLetters,
            long unexpected) {}

    /**
     * From the call that produced a payment until a read-committed consumer had its prediction, in milliseconds; NaN if
     * nothing was predicted.
     */
    public record Latency(double p50, double p95, double p99) {}

    /** What does not add up, for people; empty if all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (records.received() != records.predicted() + records.deadLettered()) {
            problems.add(String.format(
                    Locale.ROOT,
                    "received must be predicted + dead_lettered: was %d, not %d + %d",
                    records.received(),
                    records.predicted(),
                    records.deadLettered()));
        }
        if (records.deadLettered() != records.expectedDeadLetters() || records.unexpected() > 0) {
            problems.add(String.format(
                    Locale.ROOT,
                    "bad and repeated records must be dead letters, and only those: %d of %d expected, %d predictions"
                            + " unexpected",
                    records.deadLettered(),
                    records.expectedDeadLetters(),
                    records.unexpected()));
        }
        return problems;
    }

    /** The fields of the JSON object that the demo ends with. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> millis = new LinkedHashMap<>();
        millis.put("p50", rounded(latency.p50(), 100));
        millis.put("p95", rounded(latency.p95(), 100));
        millis.put("p99", rounded(latency.p99(), 100));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("received", records.received());
        fields.put("predicted", records.predicted());
        fields.put("dead_lettered", records.deadLettered());
        fields.put("alerts", records.alerts());
        fields.put("duplicates", records.duplicates());
        fields.put("events_per_second", rounded(eventsPerSecond, 10));
        fields.put("latency_ms", millis);
        fields.put("auc", rounded(auc, 10_000));
        fields.put("drift", drift.fields());
        fields.put("quality", quality.fields());
        return fields;
    }

    /** NaN has no place in JSON: it is null. */
    private static @Nullable Double rounded(double value, double scale) {
        return Double.isNaN(value) ? null : Math.rint(value * scale) / scale;
    }
}
