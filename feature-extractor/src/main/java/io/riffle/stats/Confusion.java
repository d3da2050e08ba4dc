package io.riffle.stats;

/**
 * Right and wrong answers of a yes-or-no classifier. Measures as in scikit-learn; precision, recall and F1 are 0 if
 * their denominator is 0.
 */
public record Confusion(long trueNegatives, long falsePositives, long falseNegatives, long truePositives) {
    public static final Confusion NONE = new Confusion(0, 0, 0, 0);

    public Confusion plus(Confusion other) {
        return new Confusion(
                trueNegatives + other.trueNegatives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                truePositives + other.truePositives);
    }

    public long positives() {
        return truePositives + falseNegatives;
    }

    public long negatives() {
        return trueNegatives + falsePositives;
    }

    public long total() {
        return positives() + negatives();
    }

    /** NaN without rows. */
    public double accuracy() {
        return (double) (truePositives + trueNegatives) / total();
    }

    public double precision() {
        return orZero(truePositives, truePositives + falsePositives);
    }

    public double recall() {
        return orZero(truePositives, positives());
    }

    public double f1() {
        return orZero(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    /** Mean of both classes' recall; NaN if one is absent. */
    public double balancedAccuracy() {
        return ((double) truePositives / positives() + (double) trueNegatives / negatives()) / 2;
    }

    /** Matthews's correlation, 0 if a margin is empty. */
    public double matthews() {
        double predicted = truePositives + falsePositives;
        double refused = trueNegatives + falseNegatives;
        double scale = Math.sqrt(predicted)
                * Math.sqrt(refused)
                * Math.sqrt((double) positives())
                * Math.sqrt((double) negatives());
        double difference = (double) truePositives * trueNegatives - (double) falsePositives * falseNegatives;
        return scale == 0 ? 0 : difference / scale;
    }

    /** Cohen's kappa; NaN if one class is absent. */
    public double kappa() {
        if (positives() == 0 || negatives() == 0) {
            return Double.NaN;
        }
        double total = total();
        double predicted = truePositives + falsePositives;
        double chance = (predicted * positives() + (total - predicted) * negatives()) / (total * total);
        return (accuracy() - chance) / (1 - chance);
    }

    private static double orZero(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
