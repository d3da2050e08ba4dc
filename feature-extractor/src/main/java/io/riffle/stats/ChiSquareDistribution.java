package io.riffle.stats;

/** The chi-square distribution: P(k / 2, x / 2) (Abramowitz and Stegun 26.4.19). */
public record ChiSquareDistribution(double degreesOfFreedom) {
    public ChiSquareDistribution {
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be above 0: was " + degreesOfFreedom);
        }
    }

    public double cdf(double x) {
        return x <= 0 ? 0 : IncompleteGamma.lower(degreesOfFreedom / 2, x / 2);
    }

    /** The p value of a statistic: the probability of a larger one. */
    public double survival(double x) {
        return x <= 0 ? 1 : IncompleteGamma.upper(degreesOfFreedom / 2, x / 2);
    }

    /** The value that a share {@code probability} exceeds: the threshold of a test at that level. Found by bisection. */
    public double inverseSurvival(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("a probability must lie between 0 and 1: was " + probability);
        }
        double low = 0;
        double high = degreesOfFreedom + 1;
        while (survival(high) > probability) {
            low = high;
            high *= 2;
        }
        double middle = (low + high) / 2;
        while (middle > low && middle < high) {
            if (survival(middle) > probability) {
                low = middle;
            } else {
                high = middle;
            }
            middle = (low + high) / 2;
        }
        return middle;
    }
}
