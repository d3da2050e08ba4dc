package io.riffle.demo.payments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo did. Latency is from the call that produced a payment until a read-committed consumer had its prediction.
 *
 * @param received records that the broker accepted on the events topic
 * @param duplicates dead letters because of a repeated event id
 * @param p50Millis NaN, like the other latencies, where nothing was predicted
 * @param auc of the scores against the generator's labels; NaN where there was no fraud
 * @param expectedDeadLetters bad and repeated records that the generator knows of
 * @param alerts about single scores
 * @param unexpected predictions for records that needed none: a second one, or for a bad record
 */
public record DemoReport(
        long received,
        long predicted,
        long deadLettered,
        long alerts,
        long duplicates,
        double eventsPerSecond,
        double p50Millis,
        double p95Millis,
        double p99Millis,
        double auc,
        long expectedDeadLetters,
        long unexpected,
        DemoAlarm drift,
        DemoAlarm quality) {

    /** What does not add up, for people; empty where all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (received != predicted + deadLettered) {
            problems.add(String.format(
                    Locale.ROOT,
                    "received must be predicted + dead_lettered: was %d, not %d + %d",
                    received,
                    predicted,
                    deadLettered));
        }
        if (deadLettered != expectedDeadLetters || unexpected > 0) {
            problems.add(String.format(
                    Locale.ROOT,
                    "bad and repeated records must be dead letters, and only those: %d of %d expected, %d predictions"
                            + " unexpected",
                    deadLettered,
                    expectedDeadLetters,
                    unexpected));
        }
        return problems;
    }

    /** The fields of the JSON object that the demo ends with. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        latency.put("p50", rounded(p50Millis, 100));
        latency.put("p95", rounded(p95Millis, 100));
        latency.put("p99", rounded(p99Millis, 100));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("received", received);
        fields.put("predicted", predicted);
        fields.put("dead_lettered", deadLettered);
        fields.put("alerts", alerts);
        fields.put("duplicates", duplicates);
        fields.put("events_per_second", rounded(eventsPerSecond, 10));
        fields.put("latency_ms", latency);
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
