package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Rows where the reference has none: not seen more often than they say without a change, and seen with one. */
class OutsideTestTest {
    private static final int TRIALS = 1_500;

    @Test
    void numbers_alarmNoMoreOftenThanTheirLevel_whenNothingChanged() {
        assertCalibrated(500, 250, Random::nextGaussian);
        assertCalibrated(200, 2_000, random -> Math.exp(2 * random.nextGaussian()));
        assertCalibrated(2_000, 1_000, random -> 1 / random.nextDouble());
        assertCalibrated(1_000, 1_000, random -> Math.rint(100 * Math.exp(random.nextGaussian())) / 100);
        assertCalibrated(300, 300, random -> random.nextInt(5));
        assertCalibrated(300, 1_000, random -> Math.rint(10 * random.nextGaussian()));
    }

    private static void assertCalibrated(int n, int m, ToDoubleFunction<Random> value) {
        Random random = new Random(n + m);
        int[] outside = new int[2];
        int[] change = new int[2];
        for (int trial = 0; trial < TRIALS; trial++) {
            ReferenceBins bins = ReferenceBins.ofValues(draw(random, n, value));
            long[] reference = counts(bins);
            long[] current = edges(bins).count(draw(random, m, value));
            count(outside, OutsideTest.ofNumbers(reference, current, 1).probability());
            count(change, ChangeTest.ofNumbers(reference, 0, current, 0).probability());
        }
        assertBelow(outside, "outside, " + n + " against " + m);
        assertBelow(change, "change, " + n + " against " + m);
    }

    /** 500 or 3,000 values whose shares fall as their rank; rarer ones of more than 1,000 are left out. */
    @Test
    void categories_alarmNoMoreOftenThanTheirLevel_whenMostAreRare() {
        for (int values : new int[] {500, 3_000}) {
            for (int[] rows : new int[][] {
                {2_000, 250}, {2_000, 1_000}, {2_000, 10_000}, {10_000, 1_000}, {100_000, 1_000}, {100_000, 50_000}
            }) {
                assertCategoriesCalibrated(new Zipf(values), rows[0], rows[1]);
            }
        }
    }

    private static void assertCategoriesCalibrated(Zipf zipf, int n, int m) {
        Random random = new Random(n + m + zipf.values());
        int trials = (int) Math.min(TRIALS, 12_000_000L / (n + m));
        int[] outside = new int[2];
        int[] change = new int[2];
        for (int trial = 0; trial < trials; trial++) {
            long[] reference = zipf.draw(random, n);
            long[] current = zipf.draw(random, m);
            Listed listed = Listed.of(reference, current);
            count(outside, listed.outside().probability());
            count(change, listed.change().probability());
        }
        String what = zipf.values() + " categories, " + n + " against " + m + ", of " + trials;
        assertBelow(outside, trials, "outside, " + what);
        assertBelow(change, trials, "change, " + what);
    }

    @Test
    void newCategory_isSeen_whenMostAreRare() {
        Random random = new Random(5);
        Zipf zipf = new Zipf(500);
        for (int n : new int[] {2_000, 100_000}) {
            long[] current = zipf.draw(random, 900);
            Listed listed = Listed.of(zipf.draw(random, n), current).withOthers(100);
            assertThat(listed.outside().probability()).isLessThan(1e-6);
            assertThat(listed.outside().excess()).isBetween(0.05, 0.15);
        }
    }

    @Test
    void rowsBeyondTheRange_areSeen_whenTheyAreFew() {
        Random random = new Random(2);
        ReferenceBins bins = ReferenceBins.ofValues(draw(random, 2_000, Random::nextGaussian));
        double[] later = draw(random, 1_000, Random::nextGaussian);
        OutsideTest none = OutsideTest.ofNumbers(counts(bins), edges(bins).count(later), 1);
        assertThat(none.probability()).isGreaterThan(0.01);
        Arrays.fill(later, 0, 20, 1e9);
        OutsideTest few = OutsideTest.ofNumbers(counts(bins), edges(bins).count(later), 1);
        assertThat(few.probability()).isLessThan(1e-8);
        assertThat(few.share()).isBetween(0.02, 0.024);
        assertThat(few.corrected()).isBetween(few.probability(), 1e-7);
    }

    /** Rows that come in fives tell a fifth. */
    @Test
    void rows_tellLess_whenTheyDependOnEachOther() {
        long[] reference = {0, 2_000, 0};
        OutsideTest five = OutsideTest.ofNumbers(reference, new long[] {0, 980, 20}, 5);
        OutsideTest one = OutsideTest.ofNumbers(new long[] {0, 400, 0}, new long[] {0, 196, 4}, 1);
        assertThat(five).isEqualTo(one);
        assertThat(five.probability())
                .isGreaterThan(OutsideTest.ofNumbers(reference, new long[] {0, 980, 20}, 1)
                        .probability());
    }

    /** An old reference whose outer bins are open says nothing of its range. */
    @Test
    void nothing_isSaid_whenTheOuterBinsAreOpen_orThereAreNoRows() {
        assertThat(OutsideTest.ofNumbers(new long[] {5, 5}, new long[] {0, 100}, 1)
                        .probability())
                .isEqualTo(1);
        assertThat(OutsideTest.ofNumbers(new long[] {0, 5, 0}, new long[3], 1).probability())
                .isEqualTo(1);
        assertThat(OutsideTest.ofCategories(UnlistedCategories.of(new long[0], 0), 3, 3, 1)
                        .probability())
                .isEqualTo(1);
    }

    /** What a list of at most 1,000 categories tells, as the command line writes it. */
    private record Listed(long[] reference, long[] current, long leftOut) {
        private static final int MOST = 1_000;

        static Listed of(long[] reference, long[] current) {
            long least = 1;
            while (listed(reference, least) > MOST) {
                least++;
            }
            int size = listed(reference, least);
            long[] listed = new long[size + 1];
            long[] counted = new long[size + 1];
            int next = 0;
            for (int i = 0; i < reference.length; i++) {
                int at = reference[i] >= least ? next++ : size;
                listed[at] += reference[i];
                counted[at] += current[i];
            }
            return new Listed(listed, counted, listed[size]);
        }

        private static int listed(long[] reference, long least) {
            return (int)
                    Arrays.stream(reference).filter(count -> count >= least).count();
        }

        Listed withOthers(long more) {
            long[] others = current.clone();
            others[others.length - 1] += more;
            return new Listed(reference, others, leftOut);
        }

        ChangeTest change() {
            return ChangeTest.ofOpenCategories(
                    reference, 0, current, 0, Variation.ofIndependentCategories(reference.length));
        }

        OutsideTest outside() {
            long[] listed = Arrays.copyOf(reference, reference.length - 1);
            return OutsideTest.ofCategories(
                    UnlistedCategories.of(listed, leftOut), current[current.length - 1], Shares.total(current), 1);
        }
    }

    private record Zipf(int values) {
        private static final Map<Integer, double[]> SUMS = new HashMap<>();

        long[] draw(Random random, int rows) {
            double[] sums = SUMS.computeIfAbsent(values, Zipf::sums);
            long[] counts = new long[values];
            for (int row = 0; row < rows; row++) {
                int at = Arrays.binarySearch(sums, random.nextDouble() * sums[values - 1]);
                counts[at < 0 ? -at - 1 : at]++;
            }
            return counts;
        }

        private static double[] sums(int values) {
            double[] sums = new double[values];
            double sum = 0;
            for (int i = 0; i < values; i++) {
                sum += 1.0 / (i + 1);
                sums[i] = sum;
            }
            return sums;
        }
    }

    private static void count(int[] below, double probability) {
        below[0] += probability < 0.01 ? 1 : 0;
        below[1] += probability < 0.001 ? 1 : 0;
    }

    private static void assertBelow(int[] below, String what) {
        assertBelow(below, TRIALS, what);
    }

    /** A quarter above the level, and three deviations of chance, are let pass. */
    private static void assertBelow(int[] below, int trials, String what) {
        System.out.printf(
                "false at 0.01 and 0.001: %.2f %%, %.3f %%: %s%n",
                100.0 * below[0] / trials, 100.0 * below[1] / trials, what);
        for (int i = 0; i < 2; i++) {
            double allowed = 1.25 * trials * (i == 0 ? 0.01 : 0.001);
            assertThat((double) below[i]).as(what).isLessThanOrEqualTo(allowed + 3 * Math.sqrt(allowed) + 1);
        }
    }

    private static BinEdges edges(ReferenceBins bins) {
        return new BinEdges(
                bins.edges().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static long[] counts(ReferenceBins bins) {
        return longs(bins.counts());
    }

    private static long[] longs(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    private static double[] draw(Random random, int count, ToDoubleFunction<Random> value) {
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = value.applyAsDouble(random);
        }
        return drawn;
    }
}
