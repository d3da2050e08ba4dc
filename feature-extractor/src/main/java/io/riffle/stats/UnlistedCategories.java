package io.riffle.stats;

import java.util.Arrays;

/**
 * How many rows of a later sample are expected in categories that a reference does not list. A sample lacks categories that
 * exist: their share of a further sample is about the share of rows whose category occurred once (I. J. Good, "The
 * population frequencies of species and the estimation of population parameters", Biometrika 40, 1953, after Turing).
 * Where the reference left out all categories with fewer than L rows, the share of these and of the absent ones is
 * likewise that of all rows in categories with at most L. The error's variance is that of W. W. Esty, "A normal limit law
 * for a nonparametric estimator of the coverage of a random sample", Annals of Statistics 11, 1983, for any L.
 *
 * @param rows of the reference that have a category
 * @param expected how many of as many further rows are in no listed category
 * @param dispersion the variance of that over what it would be if each row were independent
 */
public record UnlistedCategories(long rows, double expected, double dispersion) {
    /**
     * Of a reference.
     *
     * @param listed rows of each category
     * @param leftOut rows of categories that were left out for being rarer
     */
    public static UnlistedCategories of(long[] listed, long leftOut) {
        long least = least(listed, leftOut);
        double expected = leftOut;
        double next = 0;
        for (long count : listed) {
            expected += count == least ? count : 0;
            next += count == least + 1 ? count : 0;
        }
        double dispersion = expected == 0 ? 1 : 1 + least * next / expected;
        return new UnlistedCategories(Shares.total(listed) + leftOut, expected, dispersion);
    }

    /** The fewest rows that no category that was left out has more of. */
    static long least(long[] listed, long leftOut) {
        return leftOut == 0
                ? 1
                : Arrays.stream(listed).filter(count -> count > 0).min().orElse(1);
    }

    public double expectedShare() {
        return rows == 0 ? 0 : expected / rows;
    }

    /** The probability of so many of {@code further} rows if nothing changed: one that is expected more is on the safe side. */
    double atLeast(long outside, long further, double designEffect) {
        double seen = expected / (dispersion * designEffect);
        double others = Math.max(1, (rows - expected) / (dispersion * designEffect));
        return BetaBinomialTail.atLeast(
                (long) (outside / designEffect), (long) Math.ceil(further / designEffect), seen + 1, others);
    }
}
