package io.riffle.feature.fit;

/**
 * Distinct finite numbers in ascending order and how often each occurred; at least one. Sums go upwards in that order
 * with a compensation for what rounding loses (Neumaier), so that they do not depend on how the numbers arrived.
 */
public final class SortedNumbers {
    private final double[] values;
    private final long[] counts;
    private final long total;

    SortedNumbers(double[] values, long[] counts) {
        this.values = values.clone();
        this.counts = counts.clone();
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        total = sum;
    }

    public int distinct() {
        return values.length;
    }

    public double value(int i) {
        return values[i];
    }

    public long count(int i) {
        return counts[i];
    }

    public long total() {
        return total;
    }

    public double least() {
        return values[0];
    }

    public double greatest() {
        return values[values.length - 1];
    }

    public double mean() {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < values.length; i++) {
            double term = values[i] * counts[i];
            double next = sum + term;
            lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }
        return (sum + lost) / total;
    }

    /** The population variance: divided by the number of values. */
    public double variance() {
        double mean = mean();
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] - mean;
            double term = difference * difference * counts[i];
            double next = sum + term;
            lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }
        return (sum + lost) / total;
    }

    /**
     * The value below which a share of all lies, linear between neighbours (type 7 of Hyndman and Fan, numpy's default).
     *
     * @param share 0 to 1
     */
    public double quantile(double share) {
        double at = share * (total - 1);
        long below = (long) Math.floor(at);
        double low = ranked(below);
        double high = ranked(Math.min(below + 1, total - 1));
        double weight = at - below;
        return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
    }

    /** The most frequent value, the smallest of equals. */
    public double mode() {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (counts[i] > counts[best]) {
                best = i;
            }
        }
        return values[best];
    }

    private double ranked(long rank) {
        long before = 0;
        int i = 0;
        while (before + counts[i] <= rank) {
            before += counts[i];
            i++;
        }
        return values[i];
    }
}
