package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueHistogramTest {
    private final Random random = new Random(11);

    @Test
    void values_keepBinsOfTheirOwn_whileThereIsRoom() {
        ValueHistogram histogram = of(3, -0.0, 0.0, -1.5, 3, Double.NEGATIVE_INFINITY, 1e300);
        assertThat(histogram.bins())
                .extracting(ValueHistogram.Bin::low)
                .containsExactly(Double.NEGATIVE_INFINITY, -1.5, 0.0, 3.0, 1e300);
        assertThat(histogram.bins()).extracting(ValueHistogram.Bin::count).containsExactly(1L, 1L, 2L, 2L, 1L);
        assertThat(histogram.smallest()).isEqualTo(-1.5);
        assertThat(histogram.largest()).isEqualTo(1e300);
        assertThat(histogram.shift()).isZero();
    }

    /** Partitions, instances and restarts divide and order rows in any way. */
    @Test
    void bins_areTheSame_whateverTheOrderAndTheParts() {
        for (double[] values : List.of(normal(0, 1), normal(1_000, 10), normal(1.7e12, 5), spread())) {
            ValueHistogram whole = of(values);
            ValueHistogram parts = of(Arrays.copyOfRange(values, 2_900, 5_000));
            parts.add(of(Arrays.copyOfRange(values, 0, 100)));
            ValueHistogram middle = new ValueHistogram();
            for (int i = 2_899; i >= 100; i--) {
                middle.add(values[i]);
            }
            middle.add(written(parts));
            assertThat(middle.shift()).isEqualTo(whole.shift());
            assertThat(middle.bins()).isEqualTo(whole.bins());
            assertThat(whole.bins().length).isBetween(ValueHistogram.MOST / 4, ValueHistogram.MOST);
        }
    }

    @Test
    void counts_areExact_betweenTheLowestNumbersOfBins() {
        for (double[] values : List.of(normal(0, 1), normal(1_000, 10), spread())) {
            ValueHistogram.Bin[] bins = of(values).bins();
            double[] edges = Arrays.stream(bins)
                    .skip(1)
                    .mapToDouble(ValueHistogram.Bin::low)
                    .toArray();
            long[] counts =
                    Arrays.stream(bins).mapToLong(ValueHistogram.Bin::count).toArray();
            assertThat(counts).isEqualTo(new BinEdges(edges).count(values));
        }
    }

    /** Timestamps are no worse than numbers around zero: resolution follows the values, not their size. */
    @Test
    void bins_areNarrow_whereTheValuesAre() {
        double[] values = normal(1.7e12, 5);
        double mean = Arrays.stream(of(values).bins())
                        .mapToDouble(bin -> bin.count() * (bin.middle() - 1.7e12))
                        .sum()
                / values.length;
        assertThat(mean)
                .isCloseTo(Arrays.stream(values).map(value -> value - 1.7e12).sum() / values.length, within(0.2));
    }

    @Test
    void coarsening_addsBinsUp() {
        ValueHistogram histogram = of(normal(0, 1));
        histogram.coarsen(histogram.shift() + 2);
        assertThat(histogram.total()).isEqualTo(5_000);
        assertThat(histogram.bins().length).isLessThan(ValueHistogram.MOST / 2);
        histogram.coarsen(3);
        assertThat(histogram.total()).isEqualTo(5_000);
    }

    private static ValueHistogram written(ValueHistogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.bytes());
        histogram.write(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return ValueHistogram.read(buffer.flip());
    }

    private static ValueHistogram of(double... values) {
        ValueHistogram histogram = new ValueHistogram();
        for (double value : values) {
            histogram.add(value);
        }
        return histogram;
    }

    private double[] normal(double mean, double deviation) {
        return random.doubles(5_000)
                .map(any -> mean + deviation * random.nextGaussian())
                .toArray();
    }

    /** Over twenty decades and both signs. */
    private double[] spread() {
        return random.doubles(5_000)
                .map(any -> Math.pow(10, 20 * any - 10) * (random.nextBoolean() ? 1 : -1))
                .toArray();
    }
}
