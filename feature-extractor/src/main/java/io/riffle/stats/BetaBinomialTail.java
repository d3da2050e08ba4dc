package io.riffle.stats;

/**
 * How likely many successes are if their probability is itself uncertain, with a beta distribution. With {@code a} and
 * {@code b} whole it is the distribution of exceedances: how many of {@code trials} further values lie beyond the
 * {@code a}-th greatest of {@code a + b - 1}, whatever distribution all are from (Gumbel and von Schelling, "The
 * distribution of the number of exceedances", Annals of Mathematical Statistics 21, 1950).
 */
public final class BetaBinomialTail {
    /** Terms fall ever faster; what is left after so many is bounded by a geometric series. */
    private static final int MOST_TERMS = 10_000;

    private static final double NEGLIGIBLE = 1e-14;

    private BetaBinomialTail() {}

    /**
     * The probability of {@code successes} or more; at most that, and 1 where it is nothing unusual.
     *
     * @param a at least 1
     * @param b at least 1
     */
    public static double atLeast(long successes, long trials, double a, double b) {
        if (successes < 0 || successes > trials || !(a >= 1) || !(b >= 1)) {
            throw new IllegalArgumentException("successes must be from 0 to trials, a and b at least 1: was "
                    + successes + " of " + trials + ", a = " + a + ", b = " + b);
        }
        if (successes == 0 || ratio(successes, trials, a, b) >= 1) {
            return 1;
        }
        double sum = 0;
        double term = Math.exp(logTerm(successes, trials, a, b));
        double left = 0;
        for (long i = successes; i < successes + MOST_TERMS; i++) {
            double ratio = ratio(i, trials, a, b);
            sum += term;
            term *= ratio;
            left = term / (1 - ratio);
            if (left <= NEGLIGIBLE * sum) {
                break;
            }
        }
        return Math.min(1, sum + left);
    }

    /** Of the next term to this one: smaller from term to term. */
    private static double ratio(long successes, long trials, double a, double b) {
        return successes == trials
                ? 0
                : (trials - successes) * (successes + a) / ((successes + 1.0) * (trials - successes - 1 + b));
    }

    private static double logTerm(long successes, long trials, double a, double b) {
        return SaddlePoint.logBinomial(trials, successes)
                + logBeta(successes + a, (trials - successes) + b)
                - logBeta(a, b);
    }

    private static double logBeta(double a, double b) {
        return logGamma(a) + logGamma(b) - logGamma(a + b);
    }

    private static double logGamma(double a) {
        return 0.5 * Math.log(2 * Math.PI / a) + a * Math.log(a) - a + SaddlePoint.stirlingError(a);
    }
}
