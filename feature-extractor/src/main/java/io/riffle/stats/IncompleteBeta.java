package io.riffle.stats;

/**
 * The regularised incomplete beta function I_x(a, b): continued fraction by Lentz on the side where it converges quickly
 * (Press et al., Numerical Recipes 6.4), with Loader's form of x^a (1 - x)^b / B(a, b).
 */
public final class IncompleteBeta {
    private static final double TINY = 1e-300;
    private static final int LIMIT = 1_000_000;

    private IncompleteBeta() {}

    /** I_x(a, b) for x from 0 to 1. */
    public static double regularized(double a, double b, double x) {
        return regularized(a, b, x, 1 - x);
    }

    /** The same where the caller knows 1 - x better than the subtraction would give it: the far tail keeps its accuracy. */
    static double regularized(double a, double b, double x, double rest) {
        if (!(a > 0) || !(b > 0) || !(x >= 0) || !(rest >= 0)) {
            throw new IllegalArgumentException(
                    "a and b must be above 0 and x from 0 to 1: was a = " + a + ", b = " + b + ", x = " + x);
        }
        if (x == 0 || rest == 0) {
            return x == 0 ? 0 : 1;
        }
        double factor = factor(a, b, x, rest);
        if (x < (a + 1) / (a + b + 2)) {
            return factor * fraction(a, b, x) / a;
        }
        return 1 - factor * fraction(b, a, rest) / b;
    }

    private static double factor(double a, double b, double x, double rest) {
        double n = a + b;
        double exponent = SaddlePoint.stirlingError(n)
                - SaddlePoint.stirlingError(a)
                - SaddlePoint.stirlingError(b)
                - SaddlePoint.deviance(a, n * x)
                - SaddlePoint.deviance(b, n * rest);
        return Math.sqrt(a / n * b / (2 * Math.PI)) * Math.exp(exponent);
    }

    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / kept(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m < LIMIT; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / kept(1 + even * d);
            c = kept(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / kept(1 + odd * d);
            c = kept(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < 2e-16) {
                break;
            }
        }
        return value;
    }

    private static double kept(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
