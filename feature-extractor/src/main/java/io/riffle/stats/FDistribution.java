package io.riffle.stats;

/** The F distribution: its tail is I_x(m / 2, k / 2) with x = m / (m + k f) (Abramowitz and Stegun 26.6.2). */
public record FDistribution(double numeratorFreedom, double denominatorFreedom) {
    public FDistribution {
        if (!(numeratorFreedom > 0) || !(denominatorFreedom > 0)) {
            throw new IllegalArgumentException(
                    "degrees of freedom must be above 0: were " + numeratorFreedom + " and " + denominatorFreedom);
        }
    }

    /** The probability of a value above f. */
    public double survival(double f) {
        if (f <= 0) {
            return 1;
        }
        if (Double.isInfinite(f)) {
            return 0;
        }
        double part = numeratorFreedom * f;
        double sum = denominatorFreedom + part;
        return IncompleteBeta.regularized(
                denominatorFreedom / 2, numeratorFreedom / 2, denominatorFreedom / sum, part / sum);
    }
}
