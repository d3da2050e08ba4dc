package io.riffle.stats;

/** Student's t distribution: two-sided p = I_x(k / 2, 1 / 2) with x = k / (k + t^2) (Abramowitz and Stegun 26.7.1). */
public record StudentTDistribution(double degreesOfFreedom) {
    public StudentTDistribution {
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be above 0: was " + degreesOfFreedom);
        }
    }

    public double cdf(double t) {
        return survival(-t);
    }

    /** The probability of a value above t. */
    public double survival(double t) {
        double tail = twoSided(t) / 2;
        return t >= 0 ? tail : 1 - tail;
    }

    /** The two-sided p value of t. */
    public double twoSided(double t) {
        if (Double.isInfinite(t)) {
            return 0;
        }
        double square = t * t;
        double sum = degreesOfFreedom + square;
        return IncompleteBeta.regularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / sum, square / sum);
    }
}
