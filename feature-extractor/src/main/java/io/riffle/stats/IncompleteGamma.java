package io.riffle.stats;

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x). Series below x = a + 1, continued fraction
 * above (Press et al., Numerical Recipes 6.2; the fraction by Lentz), with Loader's form of x^a e^-x / Gamma(a + 1).
 */
public final class IncompleteGamma {
    private static final double TINY = 1e-300;
    private static final double EPSILON = 1e-17;
    private static final int LIMIT = 1_000_000;

    private IncompleteGamma() {}

    /** P(a, x), from 0 to 1. */
    public static double lower(double a, double x) {
        check(a, x);
        if (x == 0) {
            return 0;
        }
        return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
    }

    /** Q(a, x), from 1 to 0; keeps its relative accuracy in the far tail. */
    public static double upper(double a, double x) {
        check(a, x);
        if (x == 0) {
            return 1;
        }
        return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
    }

    private static double series(double a, double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < LIMIT && term > sum * EPSILON; k++) {
            term *= x / (a + k);
            sum += term;
        }
        return sum * factor(a, x);
    }

    private static double fraction(double a, double x) {
        if (Double.isInfinite(x)) {
            return 0;
        }
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        for (int k = 1; k < LIMIT; k++) {
            double an = k * (a - k);
            b += 2;
            d = 1 / kept(an * d + b);
            c = kept(b + an / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < 2e-16) {
                break;
            }
        }
        return value * factor(a, x) * a;
    }

    private static double kept(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** x^a e^-x / Gamma(a + 1). */
    private static double factor(double a, double x) {
        return Math.exp(-SaddlePoint.stirlingError(a) - SaddlePoint.deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
    }

    private static void check(double a, double x) {
        if (!(a > 0) || !(x >= 0)) {
            throw new IllegalArgumentException("a must be above 0 and x at least 0: was a = " + a + ", x = " + x);
        }
    }
}
