package io.riffle.stats;

import java.util.Arrays;

/**
 * Area under the ROC curve: how likely a positive case has a higher score than a negative one, ties counting one half.
 * This is the Mann-Whitney statistic with average ranks over the number of pairs (Hanley and McNeil, Radiology 143, 1982).
 */
public final class RocAuc {
    private RocAuc() {}

    /**
     * The area, from 0 to 1; NaN if one of the classes is absent.
     *
     * @throws IllegalArgumentException if the arrays differ in length or a score is NaN
     */
    public static double of(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "scores and labels must be equally many: were " + scores.length + " and " + positive.length);
        }
        double[] positives = sorted(scores, positive, true);
        double[] negatives = sorted(scores, positive, false);
        int below = 0;
        int notAbove = 0;
        double wins = 0;
        for (double score : positives) {
            while (below < negatives.length && negatives[below] < score) {
                below++;
            }
            while (notAbove < negatives.length && negatives[notAbove] <= score) {
                notAbove++;
            }
            wins += (below + (double) notAbove) / 2;
        }
        return wins / ((double) positives.length * negatives.length);
    }

    private static double[] sorted(double[] scores, boolean[] positive, boolean wanted) {
        double[] chosen = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("a score must be a number: was NaN (row " + i + ")");
            }
            if (positive[i] == wanted) {
                chosen[count++] = scores[i];
            }
        }
        Arrays.sort(chosen, 0, count);
        return Arrays.copyOf(chosen, count);
    }
}
