package io.riffle.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void percentiles_areThoseOfTheSortedValues_whenTheySpanMagnitudes() {
        SeededRandom random = new SeededRandom(2);
        LatencyHistogram histogram = new LatencyHistogram();
        double[] values = new double[10_000];
        for (int i = 0; i < values.length; i++) {
            long nanoseconds = (long) random.logNormal(5e6, 3);
            values[i] = nanoseconds / 1e6;
            histogram.add(nanoseconds);
        }
        Arrays.sort(values);
        for (double share : new double[] {0.1, 0.5, 0.95, 0.99, 1}) {
            double exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat(histogram.percentile(share)).isCloseTo(exact, withinPercentage(3.5));
        }
    }

    @Test
    void percentile_isMissing_whenThereIsNoValue() {
        assertThat(new LatencyHistogram().percentile(0.5)).isNaN();
    }

    @Test
    void add_countsIntoTheLastBucket_whenAValueIsEnormous() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(Long.MAX_VALUE);
        assertThat(histogram.percentile(0.5)).isGreaterThan(1e6);
    }
}
