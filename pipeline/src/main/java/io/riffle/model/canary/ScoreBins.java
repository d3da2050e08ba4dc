package io.riffle.model.canary;

/**
 * Bins of scores of any kind, fixed so that counts of all instances add up: twentieths of [0, 1], where probabilities are,
 * and beyond it bins that widen with the distance.
 */
final class ScoreBins {
    private static final int INSIDE = 20;
    private static final int BESIDE = 12;

    /** How many bins there are. */
    static final int COUNT = BESIDE + INSIDE + BESIDE;

    private ScoreBins() {}

    static int bin(double score) {
        if (score < 0) {
            return BESIDE - 1 - beyond(-score);
        }
        if (score > 1) {
            return BESIDE + INSIDE + beyond(score - 1);
        }
        return BESIDE + Math.min(INSIDE - 1, (int) (score * INSIDE));
    }

    /** Each bin ends four times as far away as the one before it. */
    private static int beyond(double distance) {
        int bin = 0;
        for (double end = 0.25; bin < BESIDE - 1 && distance > end; end *= 4) {
            bin++;
        }
        return bin;
    }
}
