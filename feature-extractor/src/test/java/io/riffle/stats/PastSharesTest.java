package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What is learned from earlier samples, of two bins and none without a value. */
class PastSharesTest {
    private static final double[] EVEN = {0.5, 0.5, 0};
    private static final int ROWS = 1_000;

    @Test
    void spread_isThatOfIndependentRows_whenSamplesVaryNoMore() {
        Random random = new Random(4);
        double deviation = Math.sqrt(0.25 / ROWS);
        ShareSpread spread = spread(400, i -> deviation * random.nextGaussian());
        assertThat(spread.ofShares(EVEN).mean()).isCloseTo(1, within(0.15));
    }

    @Test
    void spread_hasWhatSamplesVaryMore_besidesTheNoiseOfTheirRows() {
        Random random = new Random(4);
        ShareSpread spread = spread(400, i -> 0.05 * random.nextGaussian());
        double expected = 0.05 * 0.05 / 0.25 * ROWS;
        assertThat(spread.ofShares(EVEN).mean()).isCloseTo(expected, within(0.15 * expected));
    }

    /** A sample of a quarter of the rows is off by its own noise too. */
    @Test
    void spread_followsTheRowsOfTheSample() {
        Random random = new Random(4);
        double deviation = Math.sqrt(0.25 / ROWS);
        PastShares past = new PastShares(samples(400, i -> deviation * random.nextGaussian()), 1, 400);
        ShareSpread ofFew = past.spread(EVEN, ROWS / 4.0, 4.0 / ROWS);
        assertThat(ofFew.ofShares(EVEN).mean()).isCloseTo(1, within(0.15));
    }

    /** What is always there is not usual by being always there: only what comes and goes is. */
    @Test
    void spread_doesNotHaveWhatAllSamplesHave() {
        assertThat(spread(100, i -> 0.3).ofShares(EVEN).isShown()).isFalse();
    }

    @Test
    void spread_isNotMadeByFewSamples_howeverFarTheyAreOff() {
        Random random = new Random(9);
        IntToDoubleFunction usual = i -> 0.02 * random.nextGaussian();
        double without = spread(200, usual).ofShares(EVEN).mean();
        double with = spread(200, i -> i % 20 == 0 ? 0.45 : usual.applyAsDouble(i))
                .ofShares(EVEN)
                .mean();
        assertThat(with).isLessThan(2 * without);
    }

    /** However much samples differed: what moves nearly all rows is seen. */
    @Test
    void rows_areWorthTen_atLeast() {
        ShareSpread spread = spread(100, i -> i % 2 == 0 ? 0.45 : -0.45);
        assertThat(spread.ofShares(EVEN).mean()).isEqualTo(ROWS / 10.0);
        Variation variation = new Variation(new int[] {0, 1}, List.of(spread));
        long[] reference = {5_000, 5_000};
        long[] moved = {0, ROWS};
        assertThat(ChangeTest.ofCategories(reference, 0, moved, 0, variation).probability())
                .isLessThan(0.005);
    }

    private static ShareSpread spread(int samples, IntToDoubleFunction differences) {
        return new PastShares(samples(samples, differences), 1, samples).spread(EVEN, ROWS, 1.0 / ROWS);
    }

    private static List<PastShares.Sample> samples(int count, IntToDoubleFunction differences) {
        List<PastShares.Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double difference = differences.applyAsDouble(i);
            samples.add(new PastShares.Sample(new double[] {difference, -difference, 0}, 1.0 / ROWS));
        }
        return samples;
    }
}
