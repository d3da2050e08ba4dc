package io.riffle.stats;

/** Counts and weights as shares of their sum. */
final class Shares {
    private Shares() {}

    static double[] of(long[] counts) {
        double total = total(counts);
        double[] shares = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            shares[i] = counts[i] / total;
        }
        return shares;
    }

    /**
     * The weights over their sum.
     *
     * @throws IllegalArgumentException if a weight is negative or their sum is not positive
     */
    static double[] of(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("a weight must not be negative: was " + weight);
            }
            total += weight;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("weights must have a positive sum: was " + total);
        }
        double[] shares = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            shares[i] = weights[i] / total;
        }
        return shares;
    }

    static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    static void requireEqualLength(int first, int second) {
        if (first != second) {
            throw new IllegalArgumentException("both must have equally many bins: were " + first + " and " + second);
        }
    }
}
