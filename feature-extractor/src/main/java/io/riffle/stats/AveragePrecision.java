package io.riffle.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** sum (R_n - R_{n-1}) P_n over the distinct scores from the highest down, as scikit-learn's {@code average_precision_score}. */
public final class AveragePrecision {
    private AveragePrecision() {}

    /** From 0 to 1; NaN if one of the classes is absent. */
    public static double of(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "scores and labels must be equally many: were " + scores.length + " and " + positive.length);
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        long positives =
                IntStream.range(0, positive.length).filter(row -> positive[row]).count();
        if (positives == 0 || positives == scores.length) {
            return Double.NaN;
        }
        return sum(scores, positive, order) / positives;
    }

    private static double sum(double[] scores, boolean[] positive, int[] order) {
        double sum = 0;
        long hits = 0;
        long hitsBefore = 0;
        for (int i = 0; i < order.length; i++) {
            hits += positive[order[i]] ? 1 : 0;
            if (i + 1 == order.length || scores[order[i]] != scores[order[i + 1]]) {
                sum += (hits - hitsBefore) * (double) hits / (i + 1);
                hitsBefore = hits;
            }
        }
        return sum;
    }
}
