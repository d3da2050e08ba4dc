package io.riffle.stats;

/**
 * How many times the variance of independent rows the shares of a sample have (Kish, Survey Sampling, 1965), from an
 * estimate of their covariance, in the units in which independent rows have the same variance in all directions.
 *
 * @param mean over all directions
 * @param directions how many directions of equal variance would vary like these (Satterthwaite, Biometrics 2, 1946)
 * @param freedom degrees of freedom of the estimate
 * @param isShown whether it is more than the estimate is in one of ten samples of independent rows
 */
record DesignEffect(double mean, double directions, double freedom, boolean isShown) {
    /** The 90 % point of the normal distribution. */
    private static final double ONE_IN_TEN = 1.2816;

    /**
     * From the estimate's trace and the trace of its square, which by itself is too large in few clusters (corrected as by
     * Srivastava, Journal of the Japan Statistical Society 35, 2005).
     *
     * @param unit the trace of independent rows
     * @param most directions that there can be
     * @param usual directions of independent rows
     */
    static DesignEffect of(double trace, double squares, double unit, double most, double usual, double freedom) {
        double mean = trace / unit;
        double unbiased = freedom * freedom / ((freedom - 1) * (freedom + 2)) * (squares - trace * trace / freedom);
        boolean known = freedom > 1 && unbiased > 0;
        double directions = known ? Math.min(most, Math.max(1, trace * trace / unbiased)) : 1;
        boolean shown = mean > 1 + ONE_IN_TEN * Math.sqrt(2 / (usual * freedom));
        return new DesignEffect(mean, directions, freedom, shown);
    }

    /** The same, but no more than so much. */
    DesignEffect atMost(double most) {
        return mean <= most ? this : new DesignEffect(most, directions, freedom, isShown);
    }

    /**
     * The probability of chi-square if shares vary like this: Rao and Scott's correction in the form of an F test (Annals of
     * Statistics 12, 1984; Thomas and Rao, JASA 82, 1987).
     */
    double probability(HomogeneityTest test, double possible) {
        double equal = Math.max(1, test.freedom() * directions / possible);
        return new FDistribution(equal, equal * freedom).survival(test.statistic() / test.freedom() / mean);
    }

    /**
     * A probability of Kolmogorov-Smirnov at the effective numbers of rows, its tail 2 exp(-2 t^2) taken as that of a
     * statistic whose variance is estimated with so many degrees of freedom.
     */
    double studentised(double probability) {
        double tail = -2 * Math.log(probability / 2);
        double estimated = directions * freedom;
        return Math.min(1, 2 * Math.pow(1 + tail / estimated, -estimated / 2));
    }
}
