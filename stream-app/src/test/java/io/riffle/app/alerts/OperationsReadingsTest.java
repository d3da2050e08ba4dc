package io.riffle.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.config.OperationsMeasure;
import io.riffle.metrics.OperationsTotals.Totals;
import io.riffle.watch.alert.AlertSignal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationsReadingsTest {
    private static final double[] BOUNDS = {10, 20, 50};
    private static final long START = 1_736_121_600_000L;

    private OperationsReadings readings =
            new OperationsReadings("7@host", EnumSet.allOf(OperationsMeasure.class), BOUNDS);
    private final long[] latencies = new long[4];
    private long received;
    private long failed;
    private long millis;
    private long now = START;

    @Test
    void readings_areOfTheLastMinute() {
        sample(0, 1);
        rows(100, 90, 10, 0);
        Map<String, Double> first = sample(3, 1);
        assertThat(first)
                .containsEntry("error_rate", 0.0)
                .containsEntry("throughput", 10.0)
                .containsEntry("consumer_lag", 3.0)
                .doesNotContainKey("throughput_of_usual");
        failed += 5;
        rows(100, 100, 0, 0);
        Map<String, Double> second = sample(0, 1);
        assertThat(second.get("error_rate")).isEqualTo(0.025);
        for (int i = 0; i < 6; i++) {
            rows(10, 10, 0, 0);
            second = sample(0, 1);
        }
        assertThat(second.get("error_rate")).isZero();
        assertThat(second.get("throughput")).isCloseTo(1, within(1e-9));
    }

    @Test
    void latencies_areInterpolatedWithinTheirBucket() {
        sample(0, 1);
        rows(100, 90, 6, 4);
        Map<String, Double> read = sample(0, 1);
        assertThat(read.get("p95_latency")).isCloseTo(10 + 10 * 5.0 / 6, within(1e-9));
        assertThat(read.get("p99_latency")).isCloseTo(20 + 30 * 3.0 / 4, within(1e-9));
        assertThat(read.get("mean_latency")).isEqualTo(7);
    }

    @Test
    void latency_isTheLastBound_whenAboveAll() {
        assertThat(LatencyQuantile.of(BOUNDS, new long[] {0, 0, 0, 5}, 0.5)).isEqualTo(50);
        assertThat(LatencyQuantile.of(BOUNDS, new long[] {4, 0, 0, 0}, 0.5)).isEqualTo(5);
    }

    /** Nobody knows an error rate of no rows; an alert on it stays as it is. */
    @Test
    void rates_areNotTold_whenThereAreNoRows() {
        sample(0, 1);
        assertThat(sample(9, 1)).containsOnlyKeys("throughput", "consumer_lag");
        assertThat(sample(9, 0)).containsOnlyKeys("consumer_lag");
    }

    @Test
    void throughput_isComparedWithTheUsual_whateverTheNumberOfPartitions() {
        Map<String, Double> read = Map.of();
        for (int i = 0; i < 72; i++) {
            rows(400, 400, 0, 0);
            read = sample(0, 4);
        }
        assertThat(read.get("throughput_of_usual")).isCloseTo(1, within(1e-9));
        for (int i = 0; i < 8; i++) {
            rows(100, 100, 0, 0);
            read = sample(0, 1);
        }
        assertThat(read.get("throughput_of_usual")).isCloseTo(1, within(1e-9));
        for (int i = 0; i < 8; i++) {
            rows(20, 20, 0, 0);
            read = sample(0, 1);
        }
        assertThat(read.get("throughput_of_usual")).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void signals_areOnlyThoseThatRulesWant() {
        readings = new OperationsReadings("7@host", Set.of(OperationsMeasure.CONSUMER_LAG), BOUNDS);
        sample(0, 1);
        rows(10, 10, 0, 0);
        now += 10_000;
        List<AlertSignal> signals = readings.after(new Sample(now, totals(), 12, 1));
        assertThat(signals).hasSize(1);
        assertThat(signals.get(0).key()).isEqualTo("operations:instance/7@host/consumer_lag");
        assertThat(signals.get(0).finding().value()).isEqualTo(12);
        assertThat(signals.get(0).from()).isEqualTo(now - 10_000);
        assertThat(signals.get(0).to()).isEqualTo(now);
        assertThat(signals.get(0).finding().text())
                .isEqualTo("consumer_lag of 7@host was 12.00 records in the last 10 s");
    }

    private void rows(int rows, long... buckets) {
        received += rows;
        millis += rows * 7L;
        for (int i = 0; i < buckets.length; i++) {
            latencies[i] += buckets[i];
        }
    }

    private Totals totals() {
        return new Totals(received, failed, latencies.clone(), millis);
    }

    private Map<String, Double> sample(long lag, int partitions) {
        now += 10_000;
        Map<String, Double> values = new HashMap<>();
        readings.after(new Sample(now, totals(), lag, partitions))
                .forEach(signal ->
                        values.put(signal.subject().measure(), signal.finding().value()));
        return values;
    }
}
