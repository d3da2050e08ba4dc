package io.riffle.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Distances between two samples on the number line, from their distribution functions; no sample may be empty. */
public final class Wasserstein {
    private Wasserstein() {}

    /** The first Wasserstein distance: the area between the two distribution functions. */
    public static double first(double[] x, double[] y) {
        return first(x, ones(x.length), y, ones(y.length));
    }

    /** The same for weighted values. */
    public static double first(double[] x, double[] xWeights, double[] y, double[] yWeights) {
        return area(x, xWeights, y, yWeights, Math::abs);
    }

    /** Energy distance (Szekely): the root of twice the squared area between the distribution functions. */
    public static double energy(double[] x, double[] y) {
        return Math.sqrt(2 * area(x, ones(x.length), y, ones(y.length), gap -> gap * gap));
    }

    /**
     * The first Wasserstein distance of two binned samples, as if the rows were spread evenly inside each bin. It
     * differs from that of the samples by at most the sum over bins of width times the larger share.
     *
     * @param bounds from the smallest value to the largest: one more than there are bins
     */
    public static double binned(double[] bounds, long[] reference, long[] current) {
        Shares.requireEqualLength(reference.length, current.length);
        Shares.requireEqualLength(reference.length, bounds.length - 1);
        double[] p = Shares.of(reference);
        double[] q = Shares.of(current);
        double before = 0;
        double area = 0;
        for (int i = 0; i < p.length; i++) {
            double after = before + p[i] - q[i];
            area += (bounds[i + 1] - bounds[i]) * meanAbsolute(before, after);
            before = after;
        }
        return area;
    }

    /** The mean of |v| for v moving evenly from a to b. */
    private static double meanAbsolute(double a, double b) {
        if (a * b >= 0) {
            return (Math.abs(a) + Math.abs(b)) / 2;
        }
        return (a * a + b * b) / (2 * (Math.abs(a) + Math.abs(b)));
    }

    private static double area(
            double[] x, double[] xWeights, double[] y, double[] yWeights, DoubleUnaryOperator ofGap) {
        int[] xOrder = order(x);
        int[] yOrder = order(y);
        double[] xShares = Shares.of(xWeights);
        double[] yShares = Shares.of(yWeights);
        double gap = 0;
        double area = 0;
        double before = Double.NaN;
        int i = 0;
        int j = 0;
        while (i < x.length || j < y.length) {
            boolean fromX = j == y.length || (i < x.length && x[xOrder[i]] <= y[yOrder[j]]);
            double value = fromX ? x[xOrder[i]] : y[yOrder[j]];
            if (i + j > 0 && value > before) {
                area += (value - before) * ofGap.applyAsDouble(gap);
            }
            before = value;
            gap += fromX ? xShares[xOrder[i++]] : -yShares[yOrder[j++]];
        }
        return area;
    }

    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> values[index]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
