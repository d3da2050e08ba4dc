package io.riffle.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Degradation;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private final PrometheusMetrics metrics = new PrometheusMetrics("cards");
    private final ScoringMetrics scoring = metrics.scoring();

    @AfterEach
    void close() {
        metrics.close();
    }

    /** A gauge refers weakly to what it shows: after the first collection the memory was "not known". */
    @Test
    void residentMemory_isKnown_afterACollection() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "only Linux tells the resident memory");
        metrics.bindProcess();
        System.gc();
        assertThat(samples().get("process_resident_memory_bytes{pipeline=\"cards\"}"))
                .isBetween(1e6, 1e12); // "greater than" would accept NaN
    }

    /** Each number differs, so that one counter standing for another is seen. */
    @Test
    void scrape_showsEveryCounter_underItsPublicNameAndLabels() {
        scoring.received(101);
        scoring.predicted("1", "champion", 102);
        scoring.predicted("2", "canary", 103);
        scoring.deadLettered(Stage.DECODE, DeadLetterReason.MALFORMED, 104);
        scoring.deadLettered(Stage.SCORE, DeadLetterReason.MODEL_ERROR, 105);
        scoring.degraded(Degradation.PROFILE_STALE, 106);
        scoring.warned(QualityWarning.OUTLIER, 107);
        scoring.alerted("likely-fraud", "high", 108);
        scoring.alerted("maybe-fraud", "low", 109);
        scoring.profileLookups(110, 111);
        scoring.featureStatus("avg_amount", 112, 113);
        scoring.tooLateForHistory(114);
        scoring.decodedSlowly(115);

        assertThat(samples())
                .containsEntry("riffle_events_received_total{pipeline=\"cards\"}", 101.0)
                .containsEntry(
                        "riffle_predictions_total{model_version=\"1\",pipeline=\"cards\",variant=\"champion\"}", 102.0)
                .containsEntry(
                        "riffle_predictions_total{model_version=\"2\",pipeline=\"cards\",variant=\"canary\"}", 103.0)
                .containsEntry(
                        "riffle_dead_letters_total{pipeline=\"cards\",reason=\"malformed\",stage=\"decode\"}", 104.0)
                .containsEntry(
                        "riffle_dead_letters_total{pipeline=\"cards\",reason=\"model_error\",stage=\"score\"}", 105.0)
                .containsEntry("riffle_degraded_total{pipeline=\"cards\",reason=\"profile_stale\"}", 106.0)
                .containsEntry("riffle_quality_warnings_total{pipeline=\"cards\",warning=\"outlier\"}", 107.0)
                .containsEntry("riffle_alerts_total{pipeline=\"cards\",rule=\"likely-fraud\",severity=\"high\"}", 108.0)
                .containsEntry("riffle_alerts_total{pipeline=\"cards\",rule=\"maybe-fraud\",severity=\"low\"}", 109.0)
                .containsEntry("riffle_profile_lookups_total{pipeline=\"cards\",source=\"near_cache\"}", 110.0)
                .containsEntry("riffle_profile_lookups_total{pipeline=\"cards\",source=\"redis\"}", 111.0)
                .containsEntry("riffle_feature_stale_total{feature=\"avg_amount\",pipeline=\"cards\"}", 112.0)
                .containsEntry("riffle_feature_missing_total{feature=\"avg_amount\",pipeline=\"cards\"}", 113.0)
                .containsEntry("riffle_history_too_late_total{pipeline=\"cards\"}", 114.0)
                .containsEntry("riffle_decode_slow_rows_total{pipeline=\"cards\"}", 115.0);
    }

    /** So that {@code increase()} sees the first event, and the sum rule has a value before there is a dead letter. */
    @Test
    void scrape_startsAtZero_whereLabelsAreKnown() {
        assertThat(samples())
                .containsEntry("riffle_events_received_total{pipeline=\"cards\"}", 0.0)
                .containsEntry(
                        "riffle_dead_letters_total{pipeline=\"cards\",reason=\"duplicate\",stage=\"deduplicate\"}", 0.0)
                .containsEntry("riffle_degraded_total{pipeline=\"cards\",reason=\"profile_unavailable\"}", 0.0);
        assertThat(metrics.scrape(PrometheusMetrics.contentType(null)).length).isLessThan(50_000);
    }

    @Test
    void scrape_sortsLatencies_intoBucketsWithInclusiveUpperBounds() {
        for (long milliseconds : new long[] {-5, 0, 1, 2, 3, 63, 64, 100, 101, 60_000, 60_001}) {
            scoring.latency(milliseconds);
        }

        Map<String, Double> samples = samples();
        assertThat(samples)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"0.001\"}", 3.0)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"0.002\"}", 4.0)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"0.005\"}", 5.0)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"0.05\"}", 5.0)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"0.1\"}", 8.0)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"0.25\"}", 9.0)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"60.0\"}", 10.0)
                .containsEntry("riffle_latency_seconds_bucket{pipeline=\"cards\",le=\"+Inf\"}", 11.0)
                .containsEntry("riffle_latency_seconds_count{pipeline=\"cards\"}", 11.0);
        assertThat(samples.get("riffle_latency_seconds_sum{pipeline=\"cards\"}"))
                .isEqualTo(120.335);
    }

    @Test
    void scrape_showsFramesAndStages_asHistograms() {
        scoring.frame(3);
        scoring.frame(256);
        scoring.stage(Stage.ENRICH, 2_000_000);

        assertThat(samples())
                .containsEntry("riffle_frame_rows_bucket{pipeline=\"cards\",le=\"4.0\"}", 1.0)
                .containsEntry("riffle_frame_rows_sum{pipeline=\"cards\"}", 259.0)
                .containsEntry("riffle_stage_seconds_bucket{pipeline=\"cards\",stage=\"enrich\",le=\"0.001\"}", 0.0)
                .containsEntry("riffle_stage_seconds_bucket{pipeline=\"cards\",stage=\"enrich\",le=\"0.0025\"}", 1.0)
                .containsEntry("riffle_stage_seconds_sum{pipeline=\"cards\",stage=\"enrich\"}", 0.002);
    }

    @Test
    void bind_keepsAFewOfKafkasMeters_andAllOfOthers() {
        metrics.bind(registry -> {
            registry.gauge("kafka.consumer.fetch.manager.records.lag.max", 1);
            registry.gauge("kafka.consumer.incoming.byte.rate", 1);
            registry.gauge("other.thing", 1);
        });

        assertThat(page())
                .contains("kafka_consumer_fetch_manager_records_lag_max{", "other_thing{")
                .doesNotContain("kafka_consumer_incoming");
    }

    @Test
    void bindProcess_showsMemoryOutsideTheHeap() {
        metrics.bindProcess();

        assertThat(samples().get("process_resident_memory_bytes{pipeline=\"cards\"}"))
                .isGreaterThan(1e7);
        assertThat(page()).contains("jvm_memory_used_bytes{", "process_uptime_seconds{");
    }

    private String page() {
        return new String(metrics.scrape(PrometheusMetrics.contentType(null)), StandardCharsets.UTF_8);
    }

    private Map<String, Double> samples() {
        List<String> lines =
                page().lines().filter(line -> !line.startsWith("#")).toList();
        return lines.stream()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(
                                line.substring(line.lastIndexOf(' ') + 1).replace("+Inf", "Infinity")),
                        (first, second) -> first,
                        TreeMap::new));
    }
}
