package io.riffle.stats;

/**
 * Distances of two distributions over the same bins, in nats. The weights need not sum to 1; counts will do. Divide by
 * ln 2 for bits. Definitions as in SciPy's {@code entropy} and {@code jensenshannon}.
 */
public final class Divergence {
    private Divergence() {}

    /** Kullback-Leibler: the sum of p ln(p / q); infinite where a bin of p is empty in q. */
    public static double kullbackLeibler(double[] p, double[] q) {
        Shares.requireEqualLength(p.length, q.length);
        return relativeEntropy(Shares.of(p), Shares.of(q));
    }

    /** Jensen-Shannon: the mean Kullback-Leibler divergence to the midpoint, from 0 to ln 2. */
    public static double jensenShannon(double[] p, double[] q) {
        Shares.requireEqualLength(p.length, q.length);
        double[] first = Shares.of(p);
        double[] second = Shares.of(q);
        double[] middle = new double[p.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (first[i] + second[i]) / 2;
        }
        return Math.max(0, (relativeEntropy(first, middle) + relativeEntropy(second, middle)) / 2);
    }

    public static double jensenShannon(long[] p, long[] q) {
        return jensenShannon(weights(p), weights(q));
    }

    /** The square root of the Jensen-Shannon divergence, which is a metric. */
    public static double jensenShannonDistance(double[] p, double[] q) {
        return Math.sqrt(jensenShannon(p, q));
    }

    /** Hellinger distance, from 0 to 1. */
    public static double hellinger(double[] p, double[] q) {
        Shares.requireEqualLength(p.length, q.length);
        double[] first = Shares.of(p);
        double[] second = Shares.of(q);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double difference = Math.sqrt(first[i]) - Math.sqrt(second[i]);
            sum += difference * difference;
        }
        return Math.sqrt(sum / 2);
    }

    /** Half the sum of the absolute differences: the share of rows that would have to move. From 0 to 1. */
    public static double totalVariation(double[] p, double[] q) {
        Shares.requireEqualLength(p.length, q.length);
        double[] first = Shares.of(p);
        double[] second = Shares.of(q);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.abs(first[i] - second[i]);
        }
        return sum / 2;
    }

    public static double totalVariation(long[] p, long[] q) {
        return totalVariation(weights(p), weights(q));
    }

    /** Counts as weights. */
    public static double[] weights(long[] counts) {
        double[] weights = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            weights[i] = counts[i];
        }
        return weights;
    }

    private static double relativeEntropy(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                sum += p[i] * Math.log(p[i] / q[i]);
            }
        }
        return sum;
    }
}
