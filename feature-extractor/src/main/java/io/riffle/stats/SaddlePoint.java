package io.riffle.stats;

/**
 * The parts of Stirling's formula that gamma, beta and binomial terms share, computed without the cancellation that the
 * logarithm of a large factorial brings. Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
final class SaddlePoint {
    private static final double LARGE = 16;
    /** Bernoulli numbers over 2k(2k-1): the series of log Gamma (Abramowitz and Stegun 6.1.40). */
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
    };

    private SaddlePoint() {}

    /** delta(a) in Gamma(a + 1) = sqrt(2 pi a) (a / e)^a exp(delta(a)), for a above 0. */
    static double stirlingError(double a) {
        double sum = 0;
        double shifted = a;
        while (shifted < LARGE) {
            sum += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
            shifted++;
        }
        return sum + series(shifted);
    }

    private static double series(double a) {
        double square = 1 / (a * a);
        double sum = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            sum = sum * square + STIRLING[k];
        }
        return sum / a;
    }

    /** The deviance x log(x / m) + m - x, exact also where x is close to m. */
    static double deviance(double x, double m) {
        if (x == 0) {
            return m;
        }
        double difference = x - m;
        double ratio = difference / (x + m);
        if (Math.abs(ratio) >= 0.1) {
            return x * Math.log(x / m) - difference;
        }
        double sum = difference * ratio;
        double power = 2 * x * ratio;
        double square = ratio * ratio;
        for (int k = 3; k < 100; k += 2) {
            power *= square;
            double next = sum + power / k;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
        return sum;
    }

    /** The logarithm of "n over k". */
    static double logBinomial(long total, long chosen) {
        if (chosen <= 0 || chosen >= total) {
            return 0;
        }
        double n = total;
        double k = chosen;
        double rest = n - k;
        return stirlingError(n)
                - stirlingError(k)
                - stirlingError(rest)
                + 0.5 * Math.log(n / (2 * Math.PI * k * rest))
                - k * Math.log(k / n)
                - rest * Math.log1p(-k / n);
    }
}
