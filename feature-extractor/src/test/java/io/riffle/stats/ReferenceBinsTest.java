package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceBinsTest {
    @Test
    void frequentValues_haveBinsOfTheirOwn_andNothingIsBeyondTheRange() {
        double[] values = new double[1_000];
        Arrays.fill(values, 0, 400, 5);
        Arrays.fill(values, 400, 430, 7.5);
        ReferenceBins bins = ReferenceBins.ofValues(values);
        assertThat(bins.edges()).containsExactly(0.0, Math.nextUp(0.0), 5.0, Math.nextUp(5.0), 7.5, Math.nextUp(7.5));
        assertThat(bins.counts()).containsExactly(0L, 570L, 0L, 400L, 0L, 30L, 0L);
    }

    @Test
    void otherValues_areDividedEvenly_byShortEdges() {
        Random random = new Random(4);
        double[] values = random.doubles(6_400).toArray();
        ReferenceBins bins = ReferenceBins.ofValues(values);
        assertThat(bins.counts()).hasSizeBetween(64, 66);
        assertThat(bins.counts().subList(1, bins.counts().size() - 2)).allMatch(count -> count == 100);
        assertThat(bins.counts().get(0)).isZero();
        assertThat(bins.counts().get(bins.counts().size() - 1)).isZero();
        assertThat(bins.edges().subList(1, bins.edges().size() - 1))
                .allMatch(edge -> Double.toString(edge).length() < 9);
        assertCounted(bins, values);
    }

    @Test
    void bins_holdWhatIsCountedInThem_whateverTheValuesAre() {
        Random random = new Random(9);
        for (int trial = 0; trial < 200; trial++) {
            double[] values = new double[1 + random.nextInt(400)];
            int kinds = 1 + random.nextInt(30);
            Arrays.setAll(values, i -> switch (random.nextInt(kinds)) {
                case 0 -> 0.0;
                case 1 -> -0.0;
                case 2 -> Double.NEGATIVE_INFINITY;
                case 3 -> Double.POSITIVE_INFINITY;
                case 4 -> -Double.MIN_VALUE;
                case 5 -> Double.MAX_VALUE;
                case 6 -> random.nextGaussian();
                default -> Math.rint(10 * random.nextGaussian());
            });
            assertCounted(ReferenceBins.ofValues(values), values);
            ValueHistogram histogram = new ValueHistogram();
            Arrays.stream(values).forEach(histogram::add);
            assertCounted(ReferenceBins.of(histogram), values);
        }
    }

    /** As in a window that is compared with a coarser one. */
    @Test
    void bins_endWhereCellsDo_whenTheHistogramIsCoarse() {
        Random random = new Random(1);
        double[] values = random.doubles(5_000)
                .map(any -> Math.exp(20 * random.nextGaussian()))
                .toArray();
        ValueHistogram histogram = new ValueHistogram();
        Arrays.stream(values).forEach(histogram::add);
        assertThat(histogram.shift()).isPositive();
        assertCounted(ReferenceBins.of(histogram), values);
    }

    @Test
    void bins_areOne_whenThereAreNoValues() {
        assertThat(ReferenceBins.ofValues(new double[] {Double.NaN})).isEqualTo(ReferenceBins.of(new ValueHistogram()));
        assertThat(ReferenceBins.ofValues(new double[0]).counts()).containsExactly(0L);
    }

    private static void assertCounted(ReferenceBins bins, double[] values) {
        BinEdges edges = new BinEdges(
                bins.edges().stream().mapToDouble(Double::doubleValue).toArray());
        assertThat(bins.counts())
                .containsExactlyElementsOf(
                        Arrays.stream(edges.count(values)).boxed().toList());
    }
}
