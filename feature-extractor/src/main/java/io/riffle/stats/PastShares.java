package io.riffle.stats;

import java.util.Arrays;
import java.util.List;

/**
 * How far the shares of bins were apart in earlier samples, as a null distribution that is learned rather than assumed
 * (Efron, JASA 99, 2004). It is taken around their own middle: a difference from the reference that is always there
 * is not made usual by being always there. The tenth of them that are furthest off count as if they were as far off as
 * the next, so that changes which nobody noticed do not hide further ones.
 */
public final class PastShares {
    private static final double KEPT = 0.9;

    /** What is lost of a normal variance by that: 1 / E(min(x, q)) where x is chi-square with one degree, q its 90 % point. */
    private static final double LOST = 1.2;

    /** As few independent rows as samples are worth at least: what moves two thirds of all rows is seen whatever the past. */
    private static final double LEAST_ROWS = 10;

    /**
     * One earlier sample.
     *
     * @param differences of its shares from what was expected
     * @param noise the variance of independent rows over the number of rows it was worth: 1 / rows if they were independent
     */
    public record Sample(double[] differences, double noise) {}

    private final List<Sample> samples;
    private final double freedom;
    private final double further;

    /**
     * Of independent samples.
     *
     * @param estimated how many expectations were taken from the samples
     * @param further how many samples the expectation of the further sample was taken from; it is off as well
     */
    public PastShares(List<Sample> samples, int estimated, int further) {
        this.samples = List.copyOf(samples);
        this.further = further;
        freedom = samples.size() - (double) estimated;
    }

    /**
     * How far a further sample can be off.
     *
     * @param expected shares
     * @param noise of the further sample
     */
    public ShareSpread spread(double[] expected, double rows, double noise) {
        double[] middle = middle(expected.length);
        double[][] off = samples.stream()
                .map(sample -> minus(sample.differences(), middle))
                .toArray(double[][]::new);
        double most = Quantiles.of(
                Arrays.stream(off)
                        .mapToDouble(each -> square(each, expected))
                        .sorted()
                        .toArray(),
                KEPT);
        double[][] covariance = new double[expected.length][expected.length];
        for (double[] each : off) {
            double weight = Math.min(1, most / Math.max(Double.MIN_NORMAL, square(each, expected)));
            ShareSpread.addSquare(covariance, each, LOST * weight * (1 + 1 / further) / freedom);
        }
        double less =
                noise - samples.stream().mapToDouble(Sample::noise).average().orElse(noise);
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                covariance[i][j] += less * expected[i] * ((i == j ? 1 : 0) - expected[j]);
            }
        }
        return new ShareSpread(covariance, freedom, rows, LEAST_ROWS);
    }

    private double[] middle(int bins) {
        double[] middle = new double[bins];
        Arrays.setAll(
                middle,
                bin -> Quantiles.of(
                        samples.stream()
                                .mapToDouble(sample -> sample.differences()[bin])
                                .sorted()
                                .toArray(),
                        0.5));
        return middle;
    }

    private static double[] minus(double[] values, double[] middle) {
        double[] off = new double[values.length];
        Arrays.setAll(off, i -> values[i] - middle[i]);
        return off;
    }

    /** In units of independent rows; a bin without expected rows has none. */
    private static double square(double[] off, double[] expected) {
        double sum = 0;
        for (int i = 0; i < off.length; i++) {
            sum += expected[i] > 0 ? off[i] * off[i] / expected[i] : 0;
        }
        return sum;
    }
}
