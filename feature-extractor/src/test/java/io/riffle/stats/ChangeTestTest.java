package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The probabilities are calibrated: under no change they are small no more often than they say, at any counts. */
class ChangeTestTest {
    private static final int TRIALS = 20_000;

    @Test
    void numbers_alarmNoMoreOftenThanTheirLevel_whenNothingChanged() {
        assertCalibrated(500, 250, 64, Random::nextGaussian);
        assertCalibrated(300, 50, 64, Random::nextGaussian);
        assertCalibrated(5_000, 100, 64, random -> Math.exp(random.nextGaussian()));
        assertCalibrated(500, 2_000, 64, random -> Math.floor(-3 * Math.log(random.nextDouble())));
    }

    @Test
    void categories_alarmNoMoreOftenThanTheirLevel_whenNothingChanged() {
        double[] shares = {0.6, 0.25, 0.1, 0.03, 0.015, 0.004, 0.001};
        for (int rows : new int[] {50, 200, 1_000}) {
            Random random = new Random(rows);
            int[] below = new int[2];
            for (int trial = 0; trial < TRIALS; trial++) {
                long[] reference = draw(random, shares, 500);
                long[] current = draw(random, shares, rows);
                count(below, ChangeTest.ofCategories(reference, 0, current, 0).probability());
            }
            assertBelow(below, "categories, " + rows + " rows");
        }
    }

    private static void assertCalibrated(int n, int m, int bins, ToDoubleFunction<Random> value) {
        Random random = new Random(n + m);
        int[] below = new int[2];
        for (int trial = 0; trial < TRIALS / 10; trial++) {
            double[] reference = draw(random, n, value);
            BinEdges edges = BinEdges.closedOnTheRight(Quantiles.edges(reference, bins));
            long[] current = edges.count(draw(random, m, value));
            count(
                    below,
                    ChangeTest.ofNumbers(edges.count(reference), 0, current, 0).probability());
        }
        assertBelow(new int[] {below[0] * 10, below[1] * 10}, n + " against " + m + " rows");
    }

    private static void count(int[] below, double probability) {
        below[0] += probability < 0.01 ? 1 : 0;
        below[1] += probability < 0.001 ? 1 : 0;
    }

    /** Chi-square with 5 expected rows is an approximation; a quarter above the level, and noise, are let pass. */
    private static void assertBelow(int[] below, String what) {
        System.out.println(
                "false alarms of " + TRIALS + " at 0.01 and 0.001: " + below[0] + ", " + below[1] + ": " + what);
        assertThat(below[0]).as(what + " at 0.01").isLessThan((int) (TRIALS * 0.0125) + 60);
        assertThat(below[1]).as(what + " at 0.001").isLessThan((int) (TRIALS * 0.00125) + 40);
    }

    @Test
    void change_isFound_whenOnlyTheSpreadOrTheMissingRowsChange() {
        Random random = new Random(1);
        double[] reference = draw(random, 500, Random::nextGaussian);
        double[] wider = draw(random, 500, each -> 1.6 * each.nextGaussian());
        BinEdges edges = BinEdges.closedOnTheRight(Quantiles.edges(reference, 64));
        long[] before = edges.count(reference);

        assertThat(ChangeTest.ofNumbers(before, 0, edges.count(wider), 0).probability())
                .isLessThan(1e-4);
        assertThat(ChangeTest.ofNumbers(before, 0, before, 50).probability()).isLessThan(1e-5);
        assertThat(ChangeTest.ofNumbers(before, 0, before, 0)).isEqualTo(new ChangeTest(1, 0, 1));
    }

    @Test
    void nothing_isSaid_whenThereAreNoRows() {
        assertThat(ChangeTest.ofNumbers(new long[2], 0, new long[2], 0)).isEqualTo(new ChangeTest(1, 0, 1));
        assertThat(ChangeTest.ofCategories(new long[] {3, 4}, 0, new long[2], 0))
                .isEqualTo(new ChangeTest(1, 0, 1));
    }

    private static double[] draw(Random random, int count, ToDoubleFunction<Random> value) {
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = value.applyAsDouble(random);
        }
        return drawn;
    }

    private static long[] draw(Random random, double[] shares, int rows) {
        long[] counts = new long[shares.length];
        for (int row = 0; row < rows; row++) {
            double left = random.nextDouble();
            int category = 0;
            while (category < shares.length - 1 && left >= shares[category]) {
                left -= shares[category++];
            }
            counts[category]++;
        }
        return counts;
    }
}
