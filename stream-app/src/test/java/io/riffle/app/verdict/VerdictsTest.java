package io.riffle.app.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.app.http.Health;
import io.riffle.app.http.HealthCheck;
import io.riffle.metrics.MetricSample;
import io.riffle.metrics.MetricSamples;
import io.riffle.schema.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
    private static final long START = 1_700_000_000_000L;

    private final Verdicts verdicts = new Verdicts();
    private final Map<String, Double> before = new LinkedHashMap<>();
    private final Map<String, Double> now = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> checks = new LinkedHashMap<>();
    private OptionalLong brokerSilentSince = OptionalLong.empty();
    private long at = START;

    VerdictsTest() {
        checks.put("stream", Map.of("state", "RUNNING"));
        grow("riffle_events_received_total", 1_000);
    }

    private void grow(String counter, double by) {
        before.put(counter, 5_000.0);
        now.put(counter, 5_000 + by);
    }

    private void lag(double then, double waiting) {
        before.put("kafka_consumer_fetch_manager_records_lag_max", then);
        now.put("kafka_consumer_fetch_manager_records_lag_max", waiting);
    }

    /** The verdict after the same has been seen for so many seconds. */
    private Verdict after(int seconds) {
        Verdict verdict = judge();
        for (int second = 0; second < seconds; second++) {
            at += 1_000;
            verdict = judge();
        }
        return verdict;
    }

    private Verdict judge() {
        List<HealthCheck> all = new ArrayList<>();
        checks.forEach((name, data) -> all.add(new HealthCheck(name, true, data)));
        return verdicts.judge(new Reading(at, samples(now), samples(before), 60, new Health(all), brokerSilentSince));
    }

    private static MetricSamples samples(Map<String, Double> values) {
        return new MetricSamples(values.entrySet().stream()
                .map(each -> new MetricSample(each.getKey(), Map.of(), each.getValue()))
                .toList());
    }

    private static List<String> rules(Verdict verdict) {
        return verdict.findings().stream().map(Finding::rule).toList();
    }

    @Test
    void verdict_isWell_whenEverythingIsAsUsual() {
        grow("riffle_dead_letters_total", 3);
        grow("riffle_degraded_total", 10);
        lag(0, 12);
        assertThat(after(60)).isEqualTo(Verdict.WELL);
    }

    /** A stream whose broker is dead says RUNNING, and its last lag stays on the metrics page. */
    @Test
    void broker_isMissed_sinceItsLastAnswer_whateverTheStreamSays() {
        lag(0, 0);
        brokerSilentSince = OptionalLong.of(START - 8_000);
        Finding worst = judge().worst().orElseThrow();
        assertThat(worst.rule()).isEqualTo("broker-silent");
        assertThat(worst.severity()).isEqualTo(Severity.HIGH);
        assertThat(worst.sinceMillis()).isEqualTo(START - 8_000);
        brokerSilentSince = OptionalLong.empty();
        assertThat(judge()).isEqualTo(Verdict.WELL);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, stream-ended, 0", "NOT_RUNNING, stream-ended, 0", "REBALANCING, not-reading, 30"})
    void state_isToldWhenItLasts(String state, String rule, int seconds) {
        checks.put("stream", Map.of("state", state));
        assertThat(rules(after(seconds))).containsExactly(rule);
        assertThat(verdicts.latest().worst().orElseThrow().sinceMillis()).isEqualTo(START);
    }

    /** Every deployment and every new instance takes some seconds. */
    @Test
    void rebalance_isNotTold_whenItIsShort() {
        checks.put("stream", Map.of("state", "REBALANCING"));
        assertThat(after(29)).isEqualTo(Verdict.WELL);
        checks.put("stream", Map.of("state", "RUNNING"));
        after(1);
        checks.put("stream", Map.of("state", "REBALANCING"));
        assertThat(after(29)).isEqualTo(Verdict.WELL);
    }

    @ParameterizedTest
    @CsvSource({"40, ''", "60, rejecting-some", "499, rejecting-some", "500, rejecting-most", "1000, rejecting-most"})
    void deadLetters_areToldByTheirShare(double letters, String rule) {
        grow("riffle_dead_letters_total", letters);
        assertThat(rules(after(15))).isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void share_isNotTold_whenThereAreTooFewEvents() {
        grow("riffle_events_received_total", 19);
        grow("riffle_dead_letters_total", 19);
        assertThat(after(15)).isEqualTo(Verdict.WELL);
    }

    @Test
    void stream_isStuck_whenEventsWaitAndNoneIsRead() {
        grow("riffle_events_received_total", 0);
        lag(500, 500);
        assertThat(rules(after(30))).containsExactly("stuck");
        lag(0, 0);
        assertThat(judge()).isEqualTo(Verdict.WELL);
    }

    /** 1,000 a minute: 1,000 that wait are a minute of work. */
    @ParameterizedTest
    @CsvSource({"0, 999, false", "0, 1001, true", "2000, 1500, false"})
    void lag_isToldInTime_whenItGrows(double then, double waiting, boolean told) {
        lag(then, waiting);
        assertThat(rules(after(30))).isEqualTo(told ? List.of("falling-behind") : List.of());
    }

    @Test
    void degradation_isTold_ofProfilesAtOnce_andOfAnswersByTheirShare() {
        checks.put("profiles", Map.of("status", "degraded", "cause", "connection refused"));
        grow("riffle_degraded_total", 900);
        Verdict verdict = after(15);
        assertThat(rules(verdict)).containsExactlyInAnyOrder("profiles-away", "degraded");
        assertThat(verdict.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(verdict.findings()).extracting(Finding::what).contains("Profiles are not read: connection refused");
    }

    @Test
    void refusal_topicAndTransactions_areToldInTheWordsOfTheirChecks() {
        checks.put("model", Map.of("refused", "version 7 has no golden rows"));
        checks.put("events", Map.of("cause", "every partition of t must be read: [4] were added after the start"));
        checks.put("transactions", Map.of("cause", "a transaction hangs in t-0"));
        assertThat(rules(judge())).containsExactly("events-topic", "model-refused", "hanging-transactions");
    }

    @ParameterizedTest
    @CsvSource({"0.99, 0.20, true", "0.99, 0.90, false", "0.60, 0.10, false"})
    void machine_isToldApartFromThePipeline(double system, double own, boolean told) {
        now.put("system_cpu_usage", system);
        now.put("process_cpu_usage", own);
        assertThat(rules(after(30))).isEqualTo(told ? List.of("machine-busy") : List.of());
    }

    @Test
    void latency_isTold_whenItLasts() {
        List<MetricSample> buckets = List.of(
                new MetricSample("riffle_latency_seconds_bucket", Map.of("le", "10"), 10),
                new MetricSample("riffle_latency_seconds_bucket", Map.of("le", "60"), 1_000),
                new MetricSample("riffle_latency_seconds_bucket", Map.of("le", "+Inf"), 1_000));
        Verdicts judged = new Verdicts();
        for (long millis = START; millis <= START + 30_000; millis += 1_000) {
            judged.judge(new Reading(
                    millis,
                    new MetricSamples(buckets),
                    new MetricSamples(List.of()),
                    60,
                    new Health(List.of()),
                    OptionalLong.empty()));
        }
        assertThat(rules(judged.latest())).containsExactly("late");
    }
}
