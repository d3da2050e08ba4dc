package io.riffle.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.Confusion;
import io.riffle.stats.RegressionPerformance;
import io.riffle.stats.ScoreHistogram;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The measures of one window: what rows bring is added, what they correct is taken back. */
sealed interface PerformanceSum {
    /** Adds rows, and takes back what they correct. */
    void add(List<CountedRow> rows);

    long outcomes();

    /** By name; without those that are not defined. */
    Map<String, Double> metrics();

    /** How far off a measure can be. */
    Map<String, Double> bounds();

    byte[] toBytes();

    static PerformanceSum empty(OutcomesConfig config) {
        return switch (config.truth()) {
            case BINARY -> new Binary(config, new BinaryPerformance(config.threshold(), ScoreHistogram.MOST_BINS));
            case REGRESSION -> new Regression(new RegressionPerformance());
        };
    }

    static PerformanceSum of(OutcomesConfig config, byte[] stored) {
        return switch (config.truth()) {
            case BINARY -> new Binary(config, BinaryPerformance.of(stored));
            case REGRESSION -> new Regression(RegressionPerformance.of(stored));
        };
    }

    /** Yes or no. */
    record Binary(OutcomesConfig config, BinaryPerformance sum) implements PerformanceSum {
        @Override
        public void add(List<CountedRow> rows) {
            for (CountedRow row : rows) {
                if (row.before() != null) {
                    sum.remove(row.score(), config.isPositive(row.before()));
                }
                sum.add(row.score(), config.isPositive(row.truth()));
            }
        }

        @Override
        public long outcomes() {
            return sum.confusion().total();
        }

        @Override
        public Map<String, Double> metrics() {
            Confusion confusion = sum.confusion();
            Map<String, Double> metrics = new TreeMap<>();
            metrics.put("accuracy", confusion.accuracy());
            metrics.put("precision", confusion.precision());
            metrics.put("recall", confusion.recall());
            metrics.put("f1", confusion.f1());
            metrics.put("mcc", confusion.matthews());
            metrics.put("kappa", confusion.kappa());
            metrics.put("log_loss", sum.logLoss());
            metrics.put("brier", sum.brier());
            metrics.put("calibration_error", sum.calibrationError());
            metrics.put("roc_auc", sum.histogram().auc());
            metrics.put("average_precision", sum.histogram().averagePrecision());
            return defined(metrics);
        }

        @Override
        public Map<String, Double> bounds() {
            Map<String, Double> bounds = new TreeMap<>();
            bounds.put("roc_auc", sum.histogram().aucBound());
            bounds.put("average_precision", sum.histogram().averagePrecisionBound());
            return defined(bounds);
        }

        @Override
        public byte[] toBytes() {
            return sum.toBytes();
        }
    }

    /** A number. */
    record Regression(RegressionPerformance sum) implements PerformanceSum {
        @Override
        public void add(List<CountedRow> rows) {
            for (CountedRow row : rows) {
                OptionalDouble before = row.before() == null ? OptionalDouble.empty() : Truths.number(row.before());
                before.ifPresent(truth -> sum.remove(row.score(), truth));
                Truths.number(row.truth()).ifPresent(truth -> sum.add(row.score(), truth));
            }
        }

        @Override
        public long outcomes() {
            return sum.count();
        }

        @Override
        public Map<String, Double> metrics() {
            Map<String, Double> metrics = new TreeMap<>();
            metrics.put("mae", sum.mae());
            metrics.put("rmse", sum.rmse());
            metrics.put("r2", sum.r2());
            return defined(metrics);
        }

        @Override
        public Map<String, Double> bounds() {
            return Map.of();
        }

        @Override
        public byte[] toBytes() {
            return sum.toBytes();
        }
    }

    private static Map<String, Double> defined(Map<String, Double> measures) {
        measures.values().removeIf(value -> !Double.isFinite(value));
        return measures;
    }
}
