package io.riffle.stats;

/**
 * Count, mean and sum of squared differences from the mean of a sample; two of them merge into that of both samples
 * (Chan, Golub and LeVeque, The American Statistician 37, 1983).
 */
public record MeanVariance(long count, double mean, double squares) {
    public static final MeanVariance EMPTY = new MeanVariance(0, 0, 0);

    /** Two passes: exact where one pass over large numbers with a small spread would cancel. */
    public static MeanVariance of(double[] values) {
        if (values.length == 0) {
            return EMPTY;
        }
        double rough = mean(values, 0);
        double mean = rough + mean(values, rough);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new MeanVariance(values.length, mean, squares);
    }

    /** From the sums of differences and of squared differences from a pivot near the mean. */
    public static MeanVariance ofSums(long count, double pivot, double sum, double sumOfSquares) {
        if (count == 0) {
            return EMPTY;
        }
        return new MeanVariance(count, pivot + sum / count, Math.max(0, sumOfSquares - sum * sum / count));
    }

    public MeanVariance merge(MeanVariance other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long both = count + other.count;
        double gap = other.mean - mean;
        return new MeanVariance(
                both,
                mean + gap * other.count / both,
                squares + other.squares + gap * gap * ((double) count * other.count / both));
    }

    /** The standard deviation of these rows. */
    public double populationDeviation() {
        return Math.sqrt(squares / count);
    }

    /** The estimate for where these rows come from; NaN for fewer than two. */
    public double sampleDeviation() {
        return Math.sqrt(sampleVariance());
    }

    double sampleVariance() {
        return count < 2 ? Double.NaN : squares / (count - 1);
    }

    private static double mean(double[] values, double pivot) {
        double sum = 0;
        for (double value : values) {
            sum += value - pivot;
        }
        return sum / values.length;
    }
}
