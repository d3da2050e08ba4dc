package io.riffle.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricSamplesTest {
    private static final String LATENCY = "riffle_latency_seconds";
    private static final MetricSamples NOTHING = new MetricSamples(List.of());

    private static MetricSample counter(String stage, String reason, double value) {
        return new MetricSample("letters_total", Map.of("stage", stage, "reason", reason), value);
    }

    private static MetricSamples latency(double below10, double below20, double all) {
        List<MetricSample> samples = new ArrayList<>();
        Map.of("0.01", below10, "0.02", below20, "+Inf", all)
                .forEach((le, count) -> samples.add(new MetricSample(LATENCY + "_bucket", Map.of("le", le), count)));
        return new MetricSamples(samples);
    }

    @Test
    void sums_areOverAllLines_orThoseWithALabel() {
        MetricSamples samples = new MetricSamples(List.of(
                counter("decode", "malformed", 3), counter("decode", "missing", 4), counter("score", "error", 5)));

        assertThat(samples.sum("letters_total")).isEqualTo(12);
        assertThat(samples.sum("letters_total", "stage", "decode")).isEqualTo(7);
        assertThat(samples.sum("absent_total")).isZero();
        assertThat(samples.by("letters_total", "stage"))
                .containsExactly(Map.entry(List.of("decode"), 7.0), Map.entry(List.of("score"), 5.0));
    }

    @Test
    void max_leavesOutWhatIsNoNumber() {
        MetricSamples samples = new MetricSamples(List.of(
                new MetricSample("lag", Map.of("thread", "1"), Double.NaN),
                new MetricSample("lag", Map.of("thread", "2"), 7)));

        assertThat(samples.max("lag")).isEqualTo(7);
        assertThat(NOTHING.max("lag")).isNaN();
    }

    /** As Prometheus: {@code histogram_quantile} of 100 rows, 40 below 10 ms and 50 more below 20 ms. */
    @Test
    void quantile_isLinearWithinItsBucket() {
        MetricSamples now = latency(40, 90, 100);

        assertThat(now.quantile(0.2, LATENCY, NOTHING)).isCloseTo(0.005, within(1e-12));
        assertThat(now.quantile(0.5, LATENCY, NOTHING)).isCloseTo(0.012, within(1e-12));
        assertThat(now.quantile(0.99, LATENCY, NOTHING)).isEqualTo(0.02);
    }

    @Test
    void quantile_isOfTheRowsSinceTheEarlierMoment() {
        assertThat(latency(40, 90, 100).quantile(0.5, LATENCY, latency(40, 40, 40)))
                .isCloseTo(0.016, within(1e-12));
        assertThat(latency(40, 90, 100).quantile(0.5, LATENCY, latency(40, 90, 100)))
                .isNaN();
    }
}
