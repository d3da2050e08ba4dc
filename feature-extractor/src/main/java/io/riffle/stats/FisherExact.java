package io.riffle.stats;

/**
 * Whether two shares differ, exactly: given how many hits there are in both samples together, those of the second follow the
 * hypergeometric distribution if nothing differs (Fisher, The Design of Experiments, 1935). Never more false alarms than the
 * level, however rare hits are and however few rows.
 */
public final class FisherExact {
    private FisherExact() {}

    /** Twice the smaller tail, at most 1. */
    public static double twoSided(TwoProportions shares) {
        double less = tail(shares, -1);
        double more = tail(shares, 1);
        return Math.min(1, 2 * Math.min(less, more));
    }

    /** The probability of what was found or of anything farther in this direction. */
    private static double tail(TwoProportions shares, int direction) {
        long hits = shares.firstHits() + shares.secondHits();
        long most = Math.min(hits, shares.secondEvents());
        long least = Math.max(0, hits - shares.firstEvents());
        double term = Math.exp(logProbability(shares, hits));
        double sum = 0;
        for (long k = shares.secondHits(); k >= least && k <= most; k += direction) {
            sum += term;
            term *= direction > 0 ? up(shares, hits, k) : 1 / up(shares, hits, k - 1);
            if (term < sum * 1e-17) {
                break;
            }
        }
        return Math.min(1, sum);
    }

    /** P(k + 1) / P(k). */
    private static double up(TwoProportions shares, long hits, long k) {
        double ways = (double) (hits - k) * (shares.secondEvents() - k);
        return ways / ((k + 1.0) * (shares.firstEvents() - hits + k + 1.0));
    }

    private static double logProbability(TwoProportions shares, long hits) {
        return logChoose(shares.firstEvents(), shares.firstHits())
                + logChoose(shares.secondEvents(), shares.secondHits())
                - logChoose(shares.firstEvents() + shares.secondEvents(), hits);
    }

    private static double logChoose(long n, long k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /** Stirling's series beyond 20 (Abramowitz and Stegun 6.1.41), good to 1e-12 there. */
    private static double logFactorial(long n) {
        if (n <= 20) {
            double product = 1;
            for (long i = 2; i <= n; i++) {
                product *= i;
            }
            return Math.log(product);
        }
        double x = n + 1.0;
        double square = x * x;
        double series = (1 / 12.0 - (1 / 360.0 - 1 / (1260.0 * square)) / square) / x;
        return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
    }
}
