package io.riffle.stats;

/**
 * Whether more rows than chance explains are where the reference has none: beyond its least and greatest number, or in
 * categories that it does not have. A few such rows move no quantile and no share that other tests look at.
 *
 * @param share of the rows that is out there
 * @param excess the part of it that the reference does not let expect
 * @param probability of so many if nothing changed, at most
 */
public record OutsideTest(double share, double excess, double probability) {
    /** The part of the level that is this test's (Bonferroni, with weights): its probabilities fall fast. */
    private static final double PART = 1.0 / 11;

    private static final OutsideTest NONE = new OutsideTest(0, 0, 1);

    /**
     * Of numbers. Without any change the number of rows beyond the greatest of n numbers is known whatever their
     * distribution is ({@link BetaBinomialTail}); there are two sides.
     *
     * @param reference rows per bin; an outer bin that has some is not beyond anything
     * @param designEffect how many rows tell as much as one independent row, in both samples
     */
    public static OutsideTest ofNumbers(long[] reference, long[] current, double designEffect) {
        Shares.requireEqualLength(reference.length, current.length);
        long n = Shares.total(reference);
        long m = Shares.total(current);
        if (n == 0 || m == 0) {
            return NONE;
        }
        int last = reference.length - 1;
        long below = reference[0] == 0 ? current[0] : 0;
        long above = reference[last] == 0 ? current[last] : 0;
        double rarer = BetaBinomialTail.atLeast(
                (long) (Math.max(below, above) / designEffect),
                (long) Math.ceil(m / designEffect),
                1,
                Math.max(1, n / designEffect));
        double share = (double) (below + above) / m;
        return new OutsideTest(share, share, Math.min(1, 2 * rarer));
    }

    /**
     * Of categories.
     *
     * @param outside rows of the current sample in categories that the reference does not list
     * @param rows of the current sample that have a category
     * @param designEffect how many rows tell as much as one independent row, in both samples
     */
    public static OutsideTest ofCategories(UnlistedCategories unlisted, long outside, long rows, double designEffect) {
        if (unlisted.rows() == 0 || rows == 0) {
            return NONE;
        }
        double share = (double) outside / rows;
        return new OutsideTest(
                share, Math.max(0, share - unlisted.expectedShare()), unlisted.atLeast(outside, rows, designEffect));
    }

    /** Corrected for being one of two tests. */
    public double corrected() {
        return Math.min(1, probability / PART);
    }

    /** The other test's probability, corrected likewise. */
    public static double correctedOther(double probability) {
        return Math.min(1, probability / (1 - PART));
    }
}
