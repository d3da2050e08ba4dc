package io.riffle.stats;

/**
 * The distribution of the two-sided Kolmogorov-Smirnov statistic.
 *
 * <p>The limit: Q(t) = 2 sum (-1)^(k-1) exp(-2 k^2 t^2), for small t through the theta function's other form.
 *
 * <p>For n values, as scipy's {@code kstwo} does it (R. Simard, P. L'Ecuyer, "Computing the two-sided Kolmogorov-Smirnov
 * distribution", J. Stat. Software 39/11, 2011): exact at the ends (Ruben and Gambino), exact by Durbin's matrix for small
 * n d^2 (G. Marsaglia, W. Tsang, J. Wang, J. Stat. Software 8/18, 2003), twice the one-sided tail for large n d^2 (L. Miller
 * 1956), otherwise the expansion of Pelz and Good (1976). Equal to scipy to 1e-8; the expansion itself is off by about n^-2 / 20.
 */
public final class KolmogorovDistribution {
    /** Above this the tail is twice the one-sided one, to more digits than a double has where n is small. */
    private static final double MILLER_SMALL = 4;

    private static final double MILLER_LARGE = 2.2;
    private static final int SMALL = 140;
    private static final int EXACT_LIMIT = 100_000;

    private KolmogorovDistribution() {}

    /** The limit's tail: the probability that sqrt(n) D exceeds t. */
    public static double limitSurvival(double t) {
        if (t <= 0) {
            return 1;
        }
        return t < 1 ? 1 - limitCdfOfSmall(t) : limitTail(t);
    }

    /** The limit's distribution function. */
    public static double limitCdf(double t) {
        if (t <= 0) {
            return 0;
        }
        return t < 1 ? limitCdfOfSmall(t) : 1 - limitTail(t);
    }

    private static double limitTail(double t) {
        double sum = 0;
        double sign = 1;
        for (int k = 1; k <= 10; k++) {
            sum += sign * Math.exp(-2 * k * k * t * t);
            sign = -sign;
        }
        return 2 * sum;
    }

    private static double limitCdfOfSmall(double t) {
        double sum = 0;
        for (int k = 1; k <= 19; k += 2) {
            sum += Math.exp(-k * k * Math.PI * Math.PI / (8 * t * t));
        }
        return Math.sqrt(2 * Math.PI) / t * sum;
    }

    /** The probability that the statistic of n values exceeds d. */
    public static double survival(int n, double d) {
        if (n < 1) {
            throw new IllegalArgumentException("the number of values must be at least 1: was " + n);
        }
        double scaled = n * d;
        if (scaled <= 0.5 || d >= 1) {
            return d >= 1 ? 0 : 1;
        }
        if (scaled <= 1) {
            return 1 - ofSmallest(n, 2 * scaled - 1);
        }
        if (scaled >= n - 1) {
            return 2 * Math.pow(1 - d, n);
        }
        if (d >= 0.5 || scaled * d >= (n <= SMALL ? MILLER_SMALL : MILLER_LARGE)) {
            return Math.min(1, 2 * OneSidedKolmogorov.survival(n, d));
        }
        boolean exact = n <= SMALL || (n <= EXACT_LIMIT && n * Math.pow(d, 1.5) <= 1.4);
        return Math.min(1, Math.max(0, 1 - (exact ? DurbinMatrix.cdf(n, d) : PelzGood.cdf(n, d))));
    }

    public static double cdf(int n, double d) {
        return 1 - survival(n, d);
    }

    /** n! / n^n (2 n d - 1)^n for d up to 1 / n. */
    private static double ofSmallest(int n, double part) {
        double logFactorialShare = SaddlePoint.stirlingError(n) + 0.5 * Math.log(2 * Math.PI * n) - n;
        return Math.exp(logFactorialShare + n * Math.log(part));
    }
}
