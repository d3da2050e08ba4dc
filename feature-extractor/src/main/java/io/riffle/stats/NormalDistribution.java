package io.riffle.stats;

/** The standard normal distribution: Phi(z) through the incomplete gamma function, 2 Phi(-|z|) = Q(1/2, z^2 / 2). */
public final class NormalDistribution {
    private NormalDistribution() {}

    /** Phi(z), the probability of a value up to z. */
    public static double cdf(double z) {
        return survival(-z);
    }

    /** 1 - Phi(z) without cancellation. */
    public static double survival(double z) {
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        double half = z * z / 2;
        return z >= 0 ? IncompleteGamma.upper(0.5, half) / 2 : (1 + IncompleteGamma.lower(0.5, half)) / 2;
    }

    /** The two-sided p value of z. */
    public static double twoSided(double z) {
        return 2 * survival(Math.abs(z));
    }

    public static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The z that a share {@code probability} of the values does not exceed; infinite at 0 and 1. */
    public static double quantile(double probability) {
        return probability < 0.5 ? -upperQuantile(probability) : inverseSurvival(1 - probability);
    }

    /** The z that a share {@code probability} of the values exceeds; exact also for very small shares. */
    public static double inverseSurvival(double probability) {
        return probability <= 0.5 ? upperQuantile(probability) : -upperQuantile(1 - probability);
    }

    /** A rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4), then Halley steps on our own survival function. */
    private static double upperQuantile(double tail) {
        if (!(tail >= 0 && tail <= 0.5)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1: was " + tail);
        }
        if (tail == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double t = Math.sqrt(-2 * Math.log(tail));
        double z =
                t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        for (int step = 0; step < 3; step++) {
            double error = (tail - survival(z)) / density(z);
            z -= error / (1 + z * error / 2);
        }
        return z;
    }
}
