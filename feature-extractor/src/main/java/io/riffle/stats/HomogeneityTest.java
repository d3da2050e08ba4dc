package io.riffle.stats;

/**
 * Whether two binned samples come from one distribution, the sampling error of both being taken into account: the
 * reference is a sample too. Bins with too few expected rows are put together first.
 *
 * @param statistic chi-square or G
 * @param freedom degrees of freedom: bins left, less one
 * @param probability of a statistic at least this large if nothing changed; 1 where one bin is left
 */
public record HomogeneityTest(double statistic, int freedom, double probability) {

    /** Pearson's chi-square, without Yates' correction. */
    public static HomogeneityTest chiSquare(long[] reference, long[] current) {
        return of(reference, current, (found, expected) -> (found - expected) * (found - expected) / expected);
    }

    /** The likelihood ratio (G test). */
    public static HomogeneityTest likelihoodRatio(long[] reference, long[] current) {
        return of(reference, current, (found, expected) -> found == 0 ? 0 : 2 * found * Math.log(found / expected));
    }

    private static HomogeneityTest of(long[] reference, long[] current, Term term) {
        Shares.requireEqualLength(reference.length, current.length);
        long[][] bins = CoarseBins.withoutSparse(reference, current);
        double n = Shares.total(reference);
        double m = Shares.total(current);
        int freedom = bins[0].length - 1;
        if (freedom < 1 || n == 0 || m == 0) {
            return new HomogeneityTest(0, 0, 1);
        }
        double sum = 0;
        for (int i = 0; i <= freedom; i++) {
            double share = (bins[0][i] + bins[1][i]) / (n + m);
            sum += term.of((double) bins[0][i], n * share) + term.of((double) bins[1][i], m * share);
        }
        return new HomogeneityTest(sum, freedom, new ChiSquareDistribution(freedom).survival(Math.max(0, sum)));
    }

    private interface Term {
        double of(double found, double expected);
    }
}
