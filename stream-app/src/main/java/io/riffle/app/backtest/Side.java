package io.riffle.app.backtest;

import io.riffle.model.folder.ModelTask;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.RegressionPerformance;
import io.riffle.stats.RocAuc;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What becomes of one of the two versions. */
final class Side {
    private static final int BINS = 200;

    private final Version version;
    private final RunTimes times = new RunTimes();
    private final BinaryPerformance binary;
    private final RegressionPerformance regression = new RegressionPerformance();
    private final DoubleList scores = new DoubleList();
    private final BitSet positives = new BitSet();
    private long failed;

    Side(Version version, double threshold) {
        this.version = version;
        binary = new BinaryPerformance(threshold, BINS);
    }

    void ran(int rows, int failures, long nanoseconds) {
        times.add(rows, nanoseconds);
        failed += failures;
    }

    /** An event whose truth is known. */
    void truth(double score, String truth, Predicate<String> positive) {
        if (version.task() == ModelTask.REGRESSION) {
            regression.add(score, Double.parseDouble(truth));
            return;
        }
        boolean yes = positive.test(truth);
        positives.set(scores.size(), yes);
        scores.add(score);
        binary.add(score, yes);
    }

    long failed() {
        return failed;
    }

    VersionFigures figures() {
        return new VersionFigures(version, failed, times.quantile(0.5), times.quantile(0.95), metrics());
    }

    private Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (regression.count() > 0) {
            metrics.put("mae", regression.mae());
            metrics.put("rmse", regression.rmse());
            metrics.put("r2", regression.r2());
        }
        if (scores.size() > 0) {
            boolean[] truths = new boolean[scores.size()];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = positives.get(i);
            }
            metrics.put("auc", RocAuc.of(scores.toArray(), truths));
            metrics.put("accuracy", binary.confusion().accuracy());
            metrics.put("precision", binary.confusion().precision());
            metrics.put("recall", binary.confusion().recall());
            metrics.put("log_loss", binary.logLoss());
            metrics.put("brier", binary.brier());
        }
        return metrics;
    }
}
