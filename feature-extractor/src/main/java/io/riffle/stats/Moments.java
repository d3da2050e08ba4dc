package io.riffle.stats;

/** Skewness and excess kurtosis of a sample (the biased, population forms); NaN if all values are equal. */
public record Moments(double skewness, double excessKurtosis) {

    public static Moments of(double[] values) {
        MeanVariance spread = MeanVariance.of(values);
        if (!(spread.squares() > 0)) {
            return new Moments(Double.NaN, Double.NaN);
        }
        double deviation = spread.populationDeviation();
        double third = 0;
        double fourth = 0;
        for (double value : values) {
            double z = (value - spread.mean()) / deviation;
            third += z * z * z;
            fourth += z * z * z * z;
        }
        return new Moments(third / values.length, fourth / values.length - 3);
    }
}
