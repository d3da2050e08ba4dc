package io.riffle.stats;

/** The beta distribution of a share: its distribution function is I_x(alpha, beta) (Abramowitz and Stegun 26.5.1). */
public record BetaDistribution(double alpha, double beta) {
    public BetaDistribution {
        if (!(alpha > 0) || !(beta > 0)) {
            throw new IllegalArgumentException(
                    "alpha and beta must be above 0: was alpha = " + alpha + ", beta = " + beta);
        }
    }

    public double cdf(double x) {
        return IncompleteBeta.regularized(alpha, beta, Math.min(1, Math.max(0, x)));
    }

    public double survival(double x) {
        double share = Math.min(1, Math.max(0, x));
        return IncompleteBeta.regularized(beta, alpha, 1 - share, share);
    }
}
