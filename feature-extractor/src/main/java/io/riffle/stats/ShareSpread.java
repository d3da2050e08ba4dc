package io.riffle.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far the shares of bins can be off in a sample whose rows depend on each other, as clusters of rows show it: groups of
 * entities, blocks of time, whole samples of the past.
 *
 * @param covariance of the shares, bin by bin; the bin of rows without a value is the last one
 * @param freedom degrees of freedom of that estimate
 * @param rows in the sample
 * @param leastRows as few independent rows the sample is worth at least, whatever the covariance says
 */
public record ShareSpread(double[][] covariance, double freedom, double rows, double leastRows) {
    /** With fewer clusters the variance between them says little. */
    private static final int FEWEST = 8;

    /** Directions in which the distribution function of independent rows varies: (sum 1/k^2)^2 / sum 1/k^4. */
    private static final double DIRECTIONS_OF_FUNCTION = 2.5;

    /**
     * The covariance of ratios of sums over clusters: n / (n - 1) times the sum of the squares of what each cluster is off
     * (Cochran, Sampling Techniques, 1977, 6.3 and 9.6). Its degrees of freedom are those of clusters of equal size that
     * would vary as these do. Empty if fewer than eight clusters have rows.
     *
     * @param cells rows by cluster and bin
     */
    public static Optional<ShareSpread> between(long[][] cells) {
        int bins = cells[0].length;
        double rows = 0;
        double squares = 0;
        double fourths = 0;
        int used = 0;
        for (long[] cluster : cells) {
            double size = Shares.total(cluster);
            rows += size;
            squares += size * size;
            fourths += size * size * size * size;
            used += size > 0 ? 1 : 0;
        }
        double freedom = squares * squares / fourths - 1;
        if (used < FEWEST || !(freedom > 0)) {
            return Optional.empty();
        }
        double[] shares = shares(cells);
        double[][] covariance = new double[bins][bins];
        double[] off = new double[bins];
        for (long[] cluster : cells) {
            double size = Shares.total(cluster);
            for (int bin = 0; bin < bins; bin++) {
                off[bin] = (cluster[bin] - shares[bin] * size) / rows;
            }
            addSquare(covariance, off, used / (used - 1.0));
        }
        return Optional.of(new ShareSpread(covariance, freedom, rows, 0));
    }

    /**
     * Between blocks of time, in order. Where they vary more than independent rows, neighbours may still depend on each other,
     * so pairs of blocks are a source as well.
     *
     * @param cells rows by block and bin
     */
    public static List<ShareSpread> overTime(long[][] cells) {
        List<ShareSpread> spreads = new ArrayList<>();
        between(cells).ifPresent(blocks -> {
            spreads.add(blocks);
            if (blocks.ofShares(shares(cells)).isShown()) {
                between(pairs(cells)).ifPresent(spreads::add);
            }
        });
        return spreads;
    }

    private static double[] shares(long[][] cells) {
        long[] sums = new long[cells[0].length];
        for (long[] cluster : cells) {
            Arrays.setAll(sums, bin -> sums[bin] + cluster[bin]);
        }
        return Shares.of(sums);
    }

    private static long[][] pairs(long[][] cells) {
        long[][] pairs = new long[cells.length / 2][cells[0].length];
        for (int block = 0; block < 2 * pairs.length; block++) {
            long[] pair = pairs[block / 2];
            long[] single = cells[block];
            Arrays.setAll(pair, bin -> pair[bin] + single[bin]);
        }
        return pairs;
    }

    /** Adds a vector's outer product with itself to a matrix. */
    static void addSquare(double[][] matrix, double[] vector, double weight) {
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                matrix[i][j] += weight * vector[i] * vector[j];
            }
        }
    }

    /** The same in fewer bins. */
    ShareSpread into(int[] index, int bins) {
        double[][] merged = new double[bins][bins];
        for (int i = 0; i < index.length; i++) {
            for (int j = 0; j < index.length; j++) {
                merged[index[i]][index[j]] += covariance[i][j];
            }
        }
        return new ShareSpread(merged, freedom, rows, leastRows);
    }

    /** Of shares, each in units of its deviation if rows were independent. */
    DesignEffect ofShares(double[] expected) {
        double trace = 0;
        double squares = 0;
        int directions = -1;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] > 0) {
                directions++;
                trace += covariance[i][i] / expected[i];
                for (int j = 0; j < expected.length; j++) {
                    squares += expected[j] > 0 ? covariance[i][j] * covariance[i][j] / (expected[i] * expected[j]) : 0;
                }
            }
        }
        return limited(DesignEffect.of(trace, squares, directions / rows, directions, directions, freedom));
    }

    /** Of the distribution function at the ends of the bins; there must be two bins besides the one of missing values. */
    DesignEffect ofFunction(double[] expected) {
        int ends = expected.length - 2;
        double[][] function = new double[ends][ends];
        double trace = 0;
        double squares = 0;
        double unit = 0;
        double below = 0;
        double total = 1 - expected[expected.length - 1];
        for (int i = 0; i < ends; i++) {
            below += expected[i];
            unit += below * (total - below) / total;
            for (int j = 0; j < ends; j++) {
                function[i][j] = (i > 0 ? function[i - 1][j] : 0) + row(i, j);
                squares += function[i][j] * function[i][j];
            }
            trace += function[i][i];
        }
        return limited(
                DesignEffect.of(trace, squares, unit / rows, ends, Math.min(ends, DIRECTIONS_OF_FUNCTION), freedom));
    }

    private double row(int i, int to) {
        double sum = 0;
        for (int j = 0; j <= to; j++) {
            sum += covariance[i][j];
        }
        return sum;
    }

    private DesignEffect limited(DesignEffect effect) {
        return leastRows > 0 ? effect.atMost(Math.max(1, rows / leastRows)) : effect;
    }
}
