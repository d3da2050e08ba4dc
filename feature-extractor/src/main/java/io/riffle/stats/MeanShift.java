package io.riffle.stats;

/** How far the mean and the spread of the current rows are from the reference's. NaN if the reference has no spread. */
public record MeanShift(MeanVariance reference, MeanVariance current) {

    /** In the reference's standard deviations. */
    public double overPopulationDeviation() {
        return over(difference(), reference.populationDeviation());
    }

    /** In the standard deviations estimated from the reference. */
    public double overSampleDeviation() {
        return over(difference(), reference.sampleDeviation());
    }

    /** In standard errors of the current mean, the reference being taken as known. */
    public double z() {
        return over(difference(), reference.sampleDeviation() / Math.sqrt((double) current.count()));
    }

    /** In pooled standard deviations (Cohen, 1988). */
    public double cohensD() {
        double pooled = (reference.squares() + current.squares()) / (reference.count() + current.count() - 2);
        return over(difference(), Math.sqrt(pooled));
    }

    /** The current spread over that of the reference. */
    public double deviationRatio() {
        return over(current.sampleDeviation(), reference.sampleDeviation());
    }

    /** Welch's t of reference minus current, for unequal variances. */
    public double welchT() {
        return over(-difference(), Math.sqrt(errorOfReference() + errorOfCurrent()));
    }

    /** Degrees of freedom after Welch and Satterthwaite. */
    public double welchFreedom() {
        double both = errorOfReference() + errorOfCurrent();
        return both
                * both
                / (square(errorOfReference()) / (reference.count() - 1)
                        + square(errorOfCurrent()) / (current.count() - 1));
    }

    /** Two-sided, from Student's t distribution. */
    public double welchProbability() {
        double t = welchT();
        return Double.isNaN(t) ? Double.NaN : 2 * new StudentTDistribution(welchFreedom()).survival(Math.abs(t));
    }

    private double difference() {
        return current.mean() - reference.mean();
    }

    private double errorOfReference() {
        return reference.sampleVariance() / reference.count();
    }

    private double errorOfCurrent() {
        return current.sampleVariance() / current.count();
    }

    private static double square(double value) {
        return value * value;
    }

    private static double over(double value, double unit) {
        return unit > 0 ? value / unit : Double.NaN;
    }
}
