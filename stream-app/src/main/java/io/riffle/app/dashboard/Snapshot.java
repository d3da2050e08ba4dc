package io.riffle.app.dashboard;

import static io.riffle.app.dashboard.Numbers.finite;

import io.riffle.metrics.MetricSamples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a moment as the page shows them. Totals are those of the metrics page; rates are their growth over ten
 * seconds, quantiles those of the last minute.
 */
final class Snapshot {
    static final long RATE_MILLIS = 10_000;
    static final long QUANTILE_MILLIS = 60_000;
    private static final String LATENCY = "riffle_latency_seconds";
    private static final String DEAD_LETTERS = "riffle_dead_letters_total";

    private final Moments moments;
    private final Moment now;
    private final Moment earlier;
    private final boolean brokerAnswers;

    /** @param brokerAnswers if not, nobody knows how many records wait */
    Snapshot(Moments moments, boolean brokerAnswers) {
        this.moments = moments;
        this.brokerAnswers = brokerAnswers;
        now = moments.latest();
        earlier = moments.before(RATE_MILLIS);
    }

    Map<String, @Nullable Object> numbers() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("at_ms", now.atMillis());
        all.put("flows", flows());
        all.put("latency", latency());
        all.put("lag", finite(lag()));
        all.put("last_second", lastSecond());
        all.put("dead_letters", counters(DEAD_LETTERS, "stage", "reason"));
        all.put("degraded", counters("riffle_degraded_total", "reason"));
        all.put("warnings", counters("riffle_quality_warnings_total", "warning"));
        all.put("predictions", counters("riffle_predictions_total", "model_version", "variant"));
        all.put("alerts", counters("riffle_alerts_total", "rule", "severity"));
        all.put("models", new ModelFigures(now, earlier).rows());
        all.put("features", FeatureFigures.rows(now.samples()));
        all.put("stages", new StageFigures(now, earlier).rows());
        all.put("frame_rows", finite(growth("riffle_frame_rows_sum") / growth("riffle_frame_rows_count")));
        all.put("process", process());
        return all;
    }

    /** The figures of the charts since the moment before. */
    Map<String, @Nullable Object> lastSecond() {
        Moment before = moments.before(1);
        Map<String, @Nullable Object> second = new LinkedHashMap<>();
        second.put("received", finite(now.rate("riffle_events_received_total", before)));
        second.put("predicted", finite(now.rate("riffle_predictions_total", before)));
        second.put("dead_letters", finite(now.rate(DEAD_LETTERS, before)));
        second.put("p50_s", finite(now.samples().quantile(0.5, LATENCY, before.samples())));
        second.put("p99_s", finite(now.samples().quantile(0.99, LATENCY, before.samples())));
        second.put("lag", finite(lag()));
        return second;
    }

    /** What the edges of the topology carry; the names are those that {@link TopologyGraph} gives its edges. */
    private Map<String, Object> flows() {
        Map<String, Object> flows = new LinkedHashMap<>();
        flows.put("received", flow("riffle_events_received_total"));
        flows.put("predicted", flow("riffle_predictions_total"));
        flows.put("dead_letters", flow(DEAD_LETTERS));
        flows.put("skipped", flow("riffle_skipped_total"));
        flows.put("alerts", flow("riffle_alerts_total"));
        flows.put("labels", flow("riffle_outcome_labels_total"));
        Map<List<String>, Double> before = earlier.samples().by(DEAD_LETTERS, "stage");
        now.samples()
                .by(DEAD_LETTERS, "stage")
                .forEach((stage, total) ->
                        flows.put("dead_letters:" + stage.get(0), counted(total, before.getOrDefault(stage, 0.0))));
        return flows;
    }

    private Map<String, @Nullable Object> flow(String counter) {
        return counted(now.samples().sum(counter), earlier.samples().sum(counter));
    }

    private Map<String, @Nullable Object> counted(double total, double before) {
        Map<String, @Nullable Object> flow = new LinkedHashMap<>();
        flow.put("total", (long) total);
        flow.put("rate", finite(now.rate(total, before, earlier)));
        return flow;
    }

    private List<Map<String, @Nullable Object>> counters(String name, String... labels) {
        Map<List<String>, Double> before = earlier.samples().by(name, labels);
        return now.samples().by(name, labels).entrySet().stream()
                .map(counter -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    for (int i = 0; i < labels.length; i++) {
                        row.put(
                                labels[i].replace("model_", ""),
                                counter.getKey().get(i));
                    }
                    row.putAll(counted(counter.getValue(), before.getOrDefault(counter.getKey(), 0.0)));
                    return row;
                })
                .toList();
    }

    private Map<String, @Nullable Object> latency() {
        MetricSamples minuteAgo = moments.before(QUANTILE_MILLIS).samples();
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        latency.put("p50_s", finite(now.samples().quantile(0.5, LATENCY, minuteAgo)));
        latency.put("p99_s", finite(now.samples().quantile(0.99, LATENCY, minuteAgo)));
        return latency;
    }

    private double lag() {
        return brokerAnswers ? now.samples().max("kafka_consumer_fetch_manager_records_lag_max") : Double.NaN;
    }

    private double growth(String name) {
        return now.samples().sum(name) - earlier.samples().sum(name);
    }

    private Map<String, @Nullable Object> process() {
        Map<String, @Nullable Object> process = new LinkedHashMap<>();
        process.put("cpu", finite(now.samples().max("process_cpu_usage")));
        process.put("resident_bytes", finite(now.samples().max("process_resident_memory_bytes")));
        process.put("heap_bytes", finite(now.samples().sum("jvm_memory_used_bytes", "area", "heap")));
        return process;
    }
}
