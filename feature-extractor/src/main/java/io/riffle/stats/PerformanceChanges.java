package io.riffle.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The measures of a window that can be held against a baseline, each where the baseline has it. F1, correlations and the like
 * have no test here: they are numbers, which say what these say.
 */
public final class PerformanceChanges {
    private final PerformanceBaseline baseline;
    private final List<PerformanceChange> changes = new ArrayList<>();

    private PerformanceChanges(PerformanceBaseline baseline) {
        this.baseline = baseline;
    }

    /** Of yes or no: area, accuracy, log-loss, Brier score. */
    public static List<PerformanceChange> of(BinaryPerformance window, PerformanceBaseline baseline) {
        PerformanceChanges changes = new PerformanceChanges(baseline);
        LossSums losses = window.losses();
        ScoreHistogram scores = window.histogram();
        changes.add(
                PerformanceMeasure.ROC_AUC,
                scores.auc(),
                area -> PerformanceTest.ofArea(area, baseline.rows(), baseline.positives(), scores, losses));
        changes.share(PerformanceMeasure.ACCURACY, losses, BinaryPerformance.WRONG);
        changes.loss(PerformanceMeasure.LOG_LOSS, losses, BinaryPerformance.LOG_LOSS);
        changes.loss(PerformanceMeasure.BRIER, losses, BinaryPerformance.SQUARE);
        return changes.changes;
    }

    /** Of a number: mean absolute error, root mean squared error. */
    public static List<PerformanceChange> of(RegressionPerformance window, PerformanceBaseline baseline) {
        PerformanceChanges changes = new PerformanceChanges(baseline);
        LossSums losses = window.losses();
        changes.loss(PerformanceMeasure.MAE, losses, RegressionPerformance.ABSOLUTE);
        changes.add(
                PerformanceMeasure.RMSE,
                window.rmse(),
                rmse -> PerformanceTest.ofLoss(rmse * rmse, baseline.rows(), losses, RegressionPerformance.SQUARE));
        return changes.changes;
    }

    /** Of classes: accuracy, that of the two likeliest, log-loss. */
    public static List<PerformanceChange> of(MulticlassPerformance window, PerformanceBaseline baseline) {
        PerformanceChanges changes = new PerformanceChanges(baseline);
        LossSums losses = window.losses();
        changes.share(PerformanceMeasure.ACCURACY, losses, MulticlassPerformance.WRONG);
        if (Double.isFinite(window.top2Accuracy())) {
            changes.share(PerformanceMeasure.TOP_2_ACCURACY, losses, MulticlassPerformance.NOT_IN_TWO);
        }
        if (Double.isFinite(window.logLoss())) {
            changes.loss(PerformanceMeasure.LOG_LOSS, losses, MulticlassPerformance.LOG_LOSS);
        }
        return changes.changes;
    }

    private void share(PerformanceMeasure measure, LossSums losses, int loss) {
        add(measure, 1 - losses.mean(loss), right -> PerformanceTest.ofShare(1 - right, baseline.rows(), losses, loss));
    }

    private void loss(PerformanceMeasure measure, LossSums losses, int loss) {
        add(measure, losses.mean(loss), before -> PerformanceTest.ofLoss(before, baseline.rows(), losses, loss));
    }

    private void add(PerformanceMeasure measure, double value, DoubleUnaryOperator probability) {
        Double before = baseline.measures().get(measure);
        if (before != null && Double.isFinite(value)) {
            changes.add(new PerformanceChange(measure, before, value, probability.applyAsDouble(before)));
        }
    }
}
