package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.hash.EntityGroups;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The probabilities are calibrated: without a change they are small no more often than they say, and with one they are small. */
class PerformanceTestTest {
    private static final int TRIALS = 1_500;

    /** A classifier of rows whose true score is known; {@code blur} makes it worse. */
    private record World(double positives, double separation, double blur, int entities, double likeness) {
        void draw(Random random, int rows, BinaryPerformance into) {
            double[] habits = new double[entities];
            for (int i = 0; i < entities; i++) {
                habits[i] = likeness == 0 ? 0 : random.nextGaussian() * likeness;
            }
            for (int row = 0; row < rows; row++) {
                int entity = random.nextInt(entities);
                boolean positive = random.nextDouble() < positives;
                double logit = (positive ? separation : -separation) / 2
                        + random.nextGaussian()
                        + random.nextGaussian() * blur
                        + (positive ? -habits[entity] : habits[entity]);
                double prior = Math.log(positives / (1 - positives));
                double score = 1 / (1 + Math.exp(-separation * logit - prior));
                into.change(score, positive, EntityGroups.of("entity " + entity), 1);
            }
        }

        BinaryPerformance of(Random random, int rows) {
            BinaryPerformance drawn = new BinaryPerformance(0.5, ScoreHistogram.MOST_BINS);
            draw(random, rows, drawn);
            return drawn;
        }
    }

    /** How often of all trials each measure is below the level. */
    private static Map<PerformanceMeasure, Integer> below(
            double level, World before, int baselineRows, World now, int rows, int trials) {
        Map<PerformanceMeasure, Integer> below = new EnumMap<>(PerformanceMeasure.class);
        Random random = new Random(baselineRows * 31L + rows);
        for (int trial = 0; trial < trials; trial++) {
            PerformanceBaseline baseline = PerformanceBaseline.of(before.of(random, baselineRows));
            for (PerformanceChange change : PerformanceChanges.of(now.of(random, rows), baseline)) {
                below.merge(change.measure(), change.probability() < level ? 1 : 0, Integer::sum);
            }
        }
        System.out.println(trials + " trials at " + level + ", " + before + " of " + baselineRows + ", " + now + " of "
                + rows + ": " + below);
        return below;
    }

    @Test
    void binary_alarmsNoMoreOftenThanItsLevel_whenNothingChanged() {
        World even = new World(0.5, 1.5, 0, 1_000, 0);
        World rare = new World(0.05, 3, 0, 1_000, 0);
        World sharp = new World(0.3, 6, 0, 1_000, 0);
        silent(even, 500, 200);
        silent(rare, 1_000, 400);
        silent(rare, 400, 1_000);
        silent(sharp, 600, 200);
    }

    private static void silent(World world, int baselineRows, int rows) {
        assertCalibrated(below(0.01, world, baselineRows, world, rows, TRIALS), world.toString());
    }

    /** At most the level, and three standard errors of the simulation. */
    private static void assertCalibrated(Map<PerformanceMeasure, Integer> below, String what) {
        double most = TRIALS * 0.01 + 3 * Math.sqrt(TRIALS * 0.01);
        below.forEach((measure, count) ->
                assertThat(count).as("%s of %s", measure, what).isLessThanOrEqualTo((int) most));
    }

    /** Some entities are wrong again and again: tests of independent rows would alarm in a tenth of all windows. */
    @Test
    void binary_alarmsNoMoreOftenThanItsLevel_whenEntitiesResembleThemselves() {
        World world = new World(0.5, 1.5, 0, 100, 1.2);
        assertCalibrated(below(0.01, world, 1_000, world, 1_000, TRIALS), "habits");
        Random random = new Random(5);
        int naive = 0;
        for (int trial = 0; trial < 500; trial++) {
            Confusion before = world.of(random, 1_000).confusion();
            Confusion now = world.of(random, 1_000).confusion();
            TwoProportions shares = new TwoProportions(
                    before.falsePositives() + before.falseNegatives(),
                    1_000,
                    now.falsePositives() + now.falseNegatives(),
                    1_000);
            naive += shares.p() < 0.01 ? 1 : 0;
        }
        System.out.println("tests of independent rows: " + naive + " of 500 at 0.01");
        assertThat(naive).isGreaterThan(30);
    }

    @Test
    void binary_alarms_whenTheModelGotWorse() {
        World before = new World(0.5, 1.5, 0, 1_000, 0);
        World after = new World(0.5, 1.5, 1, 1_000, 0);
        below(1e-3, before, 2_000, after, 1_000, 200)
                .forEach((measure, count) -> assertThat(count).as("%s", measure).isGreaterThan(110));
    }

    @Test
    void regression_alarmsNoMoreOftenThanItsLevel_whenNothingChanged_andWhenItDidItDoes() {
        Random random = new Random(3);
        int[] calm = new int[2];
        int[] worse = new int[2];
        for (int trial = 0; trial < TRIALS; trial++) {
            RegressionPerformance before = regression(random, 1_000, 1);
            PerformanceBaseline baseline = new PerformanceBaseline(
                    1_000,
                    Double.NaN,
                    Map.of(PerformanceMeasure.MAE, before.mae(), PerformanceMeasure.RMSE, before.rmse()));
            List<PerformanceChange> same = PerformanceChanges.of(regression(random, 300, 1), baseline);
            List<PerformanceChange> other = PerformanceChanges.of(regression(random, 300, 1.4), baseline);
            for (int i = 0; i < 2; i++) {
                calm[i] += same.get(i).probability() < 0.01 ? 1 : 0;
                worse[i] += other.get(i).probability() < 0.01 ? 1 : 0;
            }
        }
        System.out.println(TRIALS + " trials at 0.01: MAE " + calm[0] + ", RMSE " + calm[1] + "; errors 40 % larger: "
                + worse[0] + ", " + worse[1]);
        assertThat(calm[0]).isLessThanOrEqualTo(26);
        assertThat(calm[1]).isLessThanOrEqualTo(26);
        assertThat(worse[0]).isGreaterThan(TRIALS * 9 / 10);
    }

    /** Errors with a heavy tail (Laplace), which are of nobody in particular. */
    private static RegressionPerformance regression(Random random, int rows, double scale) {
        RegressionPerformance window = new RegressionPerformance();
        for (int row = 0; row < rows; row++) {
            double error = -Math.log(random.nextDouble()) * (random.nextBoolean() ? scale : -scale);
            window.add(10 + error, 10, row % EntityGroups.COUNT);
        }
        return window;
    }

    /** SciPy 1.10: {@code fisher_exact([[8, 2], [1, 5]])} is 0.034965 (two-sided by probability); its tails by hypergeom. */
    @Test
    void fisher_equalsTheSumOfItsTerms_atAnySize() {
        for (long[] each : new long[][] {{2, 10, 5, 6}, {0, 30, 4, 20}, {40, 1_000, 60, 900}, {0, 5, 0, 5}}) {
            TwoProportions shares = new TwoProportions(each[0], each[1], each[2], each[3]);
            assertThat(FisherExact.twoSided(shares)).isCloseTo(direct(each), within(1e-9));
        }
        TwoProportions many = new TwoProportions(50_000, 1_000_000, 5_300, 100_000);
        assertThat(FisherExact.twoSided(many)).isCloseTo(many.p(), within(many.p() * 0.2));
    }

    /** The tails from Pascal's recursion on probabilities, without logarithms of factorials. */
    private static double direct(long[] shares) {
        int first = (int) shares[1];
        int second = (int) shares[3];
        int hits = (int) (shares[0] + shares[2]);
        double[] log = new double[first + second + 1];
        for (int i = 2; i < log.length; i++) {
            log[i] = log[i - 1] + Math.log(i);
        }
        double less = 0;
        double more = 0;
        for (int k = Math.max(0, hits - first); k <= Math.min(hits, second); k++) {
            double p = Math.exp(log[first]
                    - log[hits - k]
                    - log[first - hits + k]
                    + log[second]
                    - log[k]
                    - log[second - k]
                    - log[first + second]
                    + log[hits]
                    + log[first + second - hits]);
            less += k <= shares[2] ? p : 0;
            more += k >= shares[2] ? p : 0;
        }
        return Math.min(1, 2 * Math.min(less, more));
    }

    /** DeLong's variance by its definition, from every pair, where no two scores share a bin. */
    @Test
    void areaVariance_equalsDeLongs_fromAllPairs() {
        Random random = new Random(8);
        ScoreHistogram histogram = new ScoreHistogram(1_000);
        double[] positives = new double[40];
        double[] negatives = new double[60];
        for (int i = 0; i < 100; i++) {
            double score = (10 * random.nextInt(100) + 0.5) / 1_000;
            histogram.add(score, i < 40, 1);
            if (i < 40) {
                positives[i] = score;
            } else {
                negatives[i - 40] = score;
            }
        }
        double[] ofPositives = placements(positives, negatives);
        double[] ofNegatives = placements(negatives, positives);
        double expected = MeanVariance.of(ofPositives).sampleVariance() / 40
                + MeanVariance.of(ofNegatives).sampleVariance() / 60;
        assertThat(histogram.aucVariance(40, 60)).isCloseTo(expected, within(1e-12));
        assertThat(new ScoreHistogram(10).aucVariance(1, 1)).isNaN();
    }

    private static double[] placements(double[] of, double[] among) {
        double[] placements = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            for (double other : among) {
                placements[i] += (of[i] > other ? 1 : of[i] == other ? 0.5 : 0) / among.length;
            }
        }
        return placements;
    }

    @Test
    void windows_areSilent_whenTheyAreTooSmallToTell() {
        BinaryPerformance one = new BinaryPerformance(0.5, 10);
        PerformanceBaseline baseline = PerformanceBaseline.of(new World(0.5, 3, 0, 100, 0).of(new Random(1), 1_000));
        assertThat(PerformanceChanges.of(one, baseline)).isEmpty();
        one.add(0.1, true);
        assertThat(PerformanceChanges.of(one, baseline)).isNotEmpty().allMatch(change -> change.probability() == 1);
    }

    @Test
    void measures_areFoundByTheirNames_andSayWhatIsWorse() {
        assertThat(PerformanceMeasure.of("auc")).contains(PerformanceMeasure.ROC_AUC);
        assertThat(PerformanceMeasure.of("Log-Loss")).contains(PerformanceMeasure.LOG_LOSS);
        assertThat(PerformanceMeasure.of("top_2_accuracy")).contains(PerformanceMeasure.TOP_2_ACCURACY);
        assertThat(PerformanceMeasure.of("speed")).isEmpty();
        assertThat(PerformanceMeasure.ACCURACY.worseBy(0.9, 0.85)).isCloseTo(0.05, within(1e-12));
        assertThat(PerformanceMeasure.BRIER.worseBy(0.1, 0.12)).isCloseTo(0.02, within(1e-12));
        assertThat(PerformanceMeasure.LOG_LOSS.worseBy(0.5, 0.55)).isCloseTo(0.02, within(1e-12));
        assertThat(PerformanceMeasure.R2.allows(-4)).isTrue();
        assertThat(PerformanceMeasure.ACCURACY.allows(1.1)).isFalse();
        assertThat(PerformanceMeasure.RMSE.allows(-1)).isFalse();
    }
}
