package io.riffle.demo.payments;

/**
 * Area under the ROC curve of a stream of probabilities without keeping them: scores are counted in 65,536 bins of equal
 * width on the logit scale, where scores near 0 and 1 are told apart. Scores of one bin count as ties. Not thread-safe.
 */
final class BinnedAuc {
    private static final int BINS = 1 << 16;
    private static final double LARGEST_LOGIT = 24;

    private final long[] positives = new long[BINS];
    private final long[] negatives = new long[BINS];

    void add(double score, boolean positive) {
        (positive ? positives : negatives)[bin(score)]++;
    }

    /** From 0 to 1; NaN if one of the classes is absent. */
    double value() {
        double wins = 0;
        double below = 0;
        double total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            wins += positives[bin] * (below + negatives[bin] / 2.0);
            below += negatives[bin];
            total += positives[bin];
        }
        return wins / (total * below);
    }

    private static int bin(double score) {
        double logit = Math.log(score / (1 - score));
        double share = (Math.max(-LARGEST_LOGIT, Math.min(LARGEST_LOGIT, logit)) + LARGEST_LOGIT) / (2 * LARGEST_LOGIT);
        return Math.min(BINS - 1, (int) (share * BINS));
    }
}
