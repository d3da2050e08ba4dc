package io.riffle.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.metrics.MetricSample;
import io.riffle.metrics.MetricSamples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final Moments moments = new Moments(Snapshot.QUANTILE_MILLIS);

    private void at(long seconds, double received, double malformed) {
        moments.add(new Moment(
                seconds * 1000,
                new MetricSamples(List.of(
                        new MetricSample("riffle_events_received_total", Map.of(), received),
                        new MetricSample(
                                "riffle_dead_letters_total",
                                Map.of("stage", "decode", "reason", "malformed"),
                                malformed)))));
    }

    @Test
    void rates_areOfTheLastTenSeconds_andTotalsOfTheStart() {
        for (int second = 0; second <= 30; second++) {
            at(second, second <= 20 ? 0 : (second - 20) * 100, second);
        }

        Snapshot snapshot = new Snapshot(moments, true);

        assertThat(flow(snapshot, "received")).isEqualTo(Map.of("total", 1000L, "rate", 100.0));
        assertThat(flow(snapshot, "dead_letters:decode")).isEqualTo(Map.of("total", 30L, "rate", 1.0));
        assertThat(snapshot.lastSecond()).containsEntry("received", 100.0);
    }

    /** The first look has nothing to compare with; a counter that begins again must not give a negative rate. */
    @Test
    void rates_areAbsentAtFirst_andNeverNegative() {
        at(0, 500, 0);
        assertThat(flow(new Snapshot(moments, true), "received")).containsEntry("rate", null);

        at(1, 20, 0);
        assertThat(flow(new Snapshot(moments, true), "received")).containsEntry("rate", 0.0);
    }

    /** The last figure of a broker that is gone stays on the metrics page. */
    @Test
    void lag_isUnknown_whenTheBrokerIsSilent() {
        moments.add(new Moment(
                0,
                new MetricSamples(
                        List.of(new MetricSample("kafka_consumer_fetch_manager_records_lag_max", Map.of(), 7)))));
        assertThat(new Snapshot(moments, true).numbers()).containsEntry("lag", 7.0);
        assertThat(new Snapshot(moments, false).numbers()).containsEntry("lag", null);
        assertThat(new Snapshot(moments, false).lastSecond()).containsEntry("lag", null);
    }

    @Test
    void moments_areForgottenAfterAMinute() {
        for (int second = 0; second <= 200; second++) {
            at(second, 0, 0);
        }
        assertThat(moments.before(Long.MAX_VALUE / 2).atMillis()).isEqualTo(140_000);
        assertThat(moments.before(10_000).atMillis()).isEqualTo(190_000);
        assertThat(moments.before(1).atMillis()).isEqualTo(199_000);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> flow(Snapshot snapshot, String name) {
        return (Map<String, Object>) ((Map<String, Object>) snapshot.numbers().get("flows")).get(name);
    }
}
