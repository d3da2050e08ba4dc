package io.riffle.stats;

import io.riffle.hash.EntityGroups;

/**
 * Whether a measure of one window differs from its baseline by more than chance allows, at both their numbers of rows. Where
 * entities resemble themselves, the variance between {@link EntityGroups groups of them} counts instead of that of the rows,
 * with Student's t for its uncertainty; the larger probability stands.
 */
public final class PerformanceTest {
    /** Of either class: the normal approximation of an area needs some. */
    private static final long FEWEST_CASES = 10;

    private PerformanceTest() {}

    /**
     * Of a share of wrong answers, up or down: {@link FisherExact} with the wrong answers that the baseline's share makes.
     *
     * @param loss a loss of 0 or 1
     * @return the two-sided probability; 1 without rows
     */
    public static double ofShare(double baseline, long baselineRows, LossSums window, int loss) {
        long rows = window.rows();
        if (rows < 2) {
            return 1;
        }
        long wrong = Math.max(0, Math.min(rows, Math.round(window.sum(loss))));
        long before = Math.round(baseline * baselineRows);
        double exact = FisherExact.twoSided(new TwoProportions(before, baselineRows, wrong, rows));
        double t = t(window.mean(loss) - baseline, window.groupVariance(loss), rows, baselineRows);
        return Math.max(exact, grouped(2 * survival(Math.abs(t), window)));
    }

    /**
     * Of a mean loss, upwards only: losses are skewed, and a window that happens to have none of the rare large ones would look
     * better than it is. Upwards the same skewness makes the test err on the silent side (Johnson, JASA 73, 1978).
     *
     * @return the one-sided probability; 1 without rows
     */
    public static double ofLoss(double baseline, long baselineRows, LossSums window, int loss) {
        long rows = window.rows();
        if (rows < 2) {
            return 1;
        }
        double rise = window.mean(loss) - baseline;
        double t = t(rise, window.rowVariance(loss), rows, baselineRows);
        double byRows = Double.isNaN(t) ? 1 : new StudentTDistribution(rows - 1.0).survival(t);
        double between = t(rise, window.groupVariance(loss), rows, baselineRows);
        return Math.max(byRows, grouped(survival(between, window)));
    }

    /**
     * Of an area under the ROC curve, up or down. Its variance is DeLong's of the window or that of Hanley and McNeil (Radiology
     * 143, 1982) at the baseline, whichever is larger: in small windows DeLong's is too small where the area is near 1. What the
     * bins leave open does not count as a difference.
     *
     * @param baselinePositives of its rows; NaN if nobody knows, then as many as the window's share makes
     * @param window the losses of the same rows, for the resemblance within entities
     * @return the two-sided probability; 1 where a class has too few cases
     */
    public static double ofArea(
            double baseline, long baselineRows, double baselinePositives, ScoreHistogram scores, LossSums window) {
        double positives = scores.positives();
        double negatives = scores.negatives();
        if (Math.min(positives, negatives) < FEWEST_CASES) {
            return 1;
        }
        double share = Double.isNaN(baselinePositives)
                ? positives / (positives + negatives)
                : baselinePositives / baselineRows;
        double before = Math.max(1, share * baselineRows);
        double others = Math.max(1, baselineRows - before);
        double variance = variance(baseline, scores, positives, negatives) + variance(baseline, scores, before, others);
        double effect = window.designEffect();
        double distance = Math.max(0, Math.abs(scores.auc() - baseline) - scores.aucBound());
        double z = distance == 0 ? 0 : distance / Math.sqrt(variance * effect);
        return effect > 1
                ? new StudentTDistribution(window.groups() - 1.0).twoSided(z)
                : NormalDistribution.twoSided(z);
    }

    private static double variance(double area, ScoreHistogram scores, double positives, double negatives) {
        double ofPairs = area / (2 - area) - area * area;
        double ofPairsReversed = 2 * area * area / (1 + area) - area * area;
        double hanley = (area * (1 - area) + (positives - 1) * ofPairs + (negatives - 1) * ofPairsReversed)
                / (positives * negatives);
        return Math.max(hanley, scores.aucVariance(positives, negatives));
    }

    /** The baseline's mean has the same variance per row. */
    private static double t(double difference, double variance, long rows, long baselineRows) {
        double both = variance * (1 + (double) rows / baselineRows);
        return difference == 0 ? 0 : difference / Math.sqrt(both);
    }

    private static double survival(double t, LossSums window) {
        return Double.isNaN(t) ? Double.NaN : new StudentTDistribution(Math.max(1, window.groups() - 1.0)).survival(t);
    }

    /** Without enough groups the rows alone decide. */
    private static double grouped(double probability) {
        return Double.isNaN(probability) ? 0 : Math.min(1, probability);
    }
}
