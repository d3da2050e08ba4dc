package io.riffle.stats;

import java.util.Arrays;

/**
 * The test that alarms rest on: has the distribution of one feature changed, given both samples' sizes? Numbers are
 * judged by Kolmogorov-Smirnov over all bins (a shift) and by chi-square over about ten (spread and shape, where
 * Kolmogorov-Smirnov is nearly blind); the smaller probability counts twice, for there are two tests (Bonferroni).
 * Categories are judged by chi-square alone. Rows without a value are judged by chi-square too.
 *
 * @param probability of samples this different if nothing changed, at most
 * @param effect total variation over about ten bins: which share of rows would have to move. Half of it is noise in small
 *     samples, so it says something only together with the probability
 */
public record ChangeTest(double probability, double effect) {
    private static final int COARSE = 10;

    /**
     * Of a number.
     *
     * @param reference rows per bin in ascending order of the value
     * @param referenceMissing rows without a value
     */
    public static ChangeTest ofNumbers(long[] reference, long referenceMissing, long[] current, long currentMissing) {
        long[][] coarse = CoarseBins.runs(reference, current, COARSE);
        long[][] all = withMissing(coarse[0], referenceMissing, coarse[1], currentMissing);
        double chiSquare = HomogeneityTest.chiSquare(all[0], all[1]).probability();
        return new ChangeTest(Math.min(1, 2 * Math.min(chiSquare, shift(reference, current))), effect(all));
    }

    /**
     * Of a category whose list is complete: rows per category, in one order for both samples.
     *
     * @param referenceMissing rows without a value
     */
    public static ChangeTest ofCategories(
            long[] reference, long referenceMissing, long[] current, long currentMissing) {
        return ofBins(withMissing(reference, referenceMissing, current, currentMissing));
    }

    /**
     * Of a category that may have values that the list lacks: the last count of both is theirs. They are many rare ones
     * rather than one, so they are put together with those that are rare on the list; whether they are too many is for
     * {@link OutsideTest} to say.
     */
    public static ChangeTest ofOpenCategories(
            long[] reference, long referenceMissing, long[] current, long currentMissing) {
        long[][] kept = CoarseBins.withoutRare(reference, current);
        return ofBins(withMissing(kept[0], referenceMissing, kept[1], currentMissing));
    }

    private static ChangeTest ofBins(long[][] all) {
        return new ChangeTest(HomogeneityTest.chiSquare(all[0], all[1]).probability(), effect(all));
    }

    /** Rows in one bin are ties, so the statistic is smaller and the probability larger than that of the values. */
    private static double shift(long[] reference, long[] current) {
        long n = Shares.total(reference);
        long m = Shares.total(current);
        if (n == 0 || m == 0) {
            return 1;
        }
        double probability =
                KolmogorovSmirnovProbability.asymptotic(KolmogorovSmirnov.binned(reference, current), n, m);
        return Double.isNaN(probability) ? 1 : probability;
    }

    private static double effect(long[][] bins) {
        boolean empty = Shares.total(bins[0]) == 0 || Shares.total(bins[1]) == 0;
        return empty ? 0 : Divergence.totalVariation(bins[0], bins[1]);
    }

    private static long[][] withMissing(long[] reference, long referenceMissing, long[] current, long currentMissing) {
        long[][] all = {Arrays.copyOf(reference, reference.length + 1), Arrays.copyOf(current, current.length + 1)};
        all[0][reference.length] = referenceMissing;
        all[1][current.length] = currentMissing;
        return all;
    }
}
