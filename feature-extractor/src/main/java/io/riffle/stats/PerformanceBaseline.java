package io.riffle.stats;

import java.util.Map;

/**
 * How right a model was when it was evaluated.
 *
 * @param rows that it was measured on
 * @param positives of these rows; NaN if nobody knows
 */
public record PerformanceBaseline(long rows, double positives, Map<PerformanceMeasure, Double> measures) {
    public PerformanceBaseline {
        if (rows < 2) {
            throw new IllegalArgumentException("a baseline must be of at least 2 rows: was of " + rows);
        }
        measures = Map.copyOf(measures);
    }

    /** Of an evaluation. */
    public static PerformanceBaseline of(BinaryPerformance evaluation) {
        Confusion confusion = evaluation.confusion();
        return new PerformanceBaseline(
                confusion.total(),
                confusion.positives(),
                Map.of(
                        PerformanceMeasure.ROC_AUC, evaluation.histogram().auc(),
                        PerformanceMeasure.ACCURACY, confusion.accuracy(),
                        PerformanceMeasure.LOG_LOSS, evaluation.logLoss(),
                        PerformanceMeasure.BRIER, evaluation.brier()));
    }
}
