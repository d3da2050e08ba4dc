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
 * @param designEffect how many rows tell as much as one independent row, at least 1
 */
public record ChangeTest(double probability, double effect, double designEffect) {
    /** Of a number whose rows do not depend on each other. */
    public static ChangeTest ofNumbers(long[] reference, long referenceMissing, long[] current, long currentMissing) {
        Variation variation = Variation.ofIndependentNumbers(reference);
        return ofNumbers(reference, referenceMissing, current, currentMissing, variation);
    }

    /**
     * Of a number.
     *
     * @param reference rows per bin in ascending order of the value
     * @param referenceMissing rows without a value
     * @param variation of the current shares; the reference's rows are taken to depend on each other in the same way
     */
    public static ChangeTest ofNumbers(
            long[] reference, long referenceMissing, long[] current, long currentMissing, Variation variation) {
        long[][] all = {variation.coarse(reference, referenceMissing), variation.coarse(current, currentMissing)};
        ClusteredTest clustered = new ClusteredTest(all[0], all[1], variation.sources());
        double chiSquare = clustered.chiSquare(HomogeneityTest.chiSquare(all[0], all[1]));
        double shift = clustered.shift(reference, current);
        return new ChangeTest(Math.min(1, 2 * Math.min(chiSquare, shift)), effect(all), clustered.designEffect());
    }

    /** Of a category whose rows do not depend on each other. */
    public static ChangeTest ofCategories(
            long[] reference, long referenceMissing, long[] current, long currentMissing) {
        Variation variation = Variation.ofIndependentCategories(reference.length);
        return ofCategories(reference, referenceMissing, current, currentMissing, variation);
    }

    /**
     * Of a category whose list is complete: rows per category, in one order for both samples.
     *
     * @param referenceMissing rows without a value
     */
    public static ChangeTest ofCategories(
            long[] reference, long referenceMissing, long[] current, long currentMissing, Variation variation) {
        long[][] all = withMissing(reference, referenceMissing, current, currentMissing);
        return ofBins(all, clustered(reference, referenceMissing, current, currentMissing, variation));
    }

    /**
     * Of a category that may have values that the list lacks: the last count of both is theirs. They are many rare ones
     * rather than one, so they are put together with those that are rare on the list; whether they are too many is for
     * {@link OutsideTest} to say.
     */
    public static ChangeTest ofOpenCategories(
            long[] reference, long referenceMissing, long[] current, long currentMissing, Variation variation) {
        long[][] kept = CoarseBins.withoutRare(reference, current);
        long[][] all = withMissing(kept[0], referenceMissing, kept[1], currentMissing);
        return ofBins(all, clustered(reference, referenceMissing, current, currentMissing, variation));
    }

    private static ChangeTest ofBins(long[][] all, ClusteredTest clustered) {
        double probability = clustered.chiSquare(HomogeneityTest.chiSquare(all[0], all[1]));
        return new ChangeTest(probability, effect(all), clustered.designEffect());
    }

    private static ClusteredTest clustered(
            long[] reference, long referenceMissing, long[] current, long currentMissing, Variation variation) {
        return new ClusteredTest(
                variation.coarse(reference, referenceMissing),
                variation.coarse(current, currentMissing),
                variation.sources());
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
