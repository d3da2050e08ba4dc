package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.hash.EntityGroups;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.Confusion;
import io.riffle.stats.MulticlassPerformance;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceChange;
import io.riffle.stats.PerformanceChanges;
import io.riffle.stats.PerformanceMeasure;
import io.riffle.stats.RegressionPerformance;
import io.riffle.stats.ScoreHistogram;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What was measured of some outcomes; adds up, and takes back what is corrected. */
sealed interface PerformanceSum {
    /**
     * Adds an outcome, or takes it back.
     *
     * @param truth as its label says
     * @param sign 1 or -1
     */
    void change(ScoredEvent event, String truth, int sign);

    /** Adds what was measured of other outcomes in the same way. */
    void add(PerformanceSum other);

    long outcomes();

    /** Without those that are not defined. */
    Map<PerformanceMeasure, Double> metrics();

    /** How far off a measure can be. */
    Map<PerformanceMeasure, Double> bounds();

    /** The measures that have a test against a baseline which has them too. */
    List<PerformanceChange> against(PerformanceBaseline baseline);

    /** What later windows can be held against, by the measures of another baseline; there must be two outcomes. */
    default PerformanceBaseline like(PerformanceBaseline other) {
        Map<PerformanceMeasure, Double> measures = metrics();
        measures.keySet().retainAll(other.measures().keySet());
        return new PerformanceBaseline(outcomes(), positives(), measures);
    }

    /** Outcomes that are a yes; NaN where there is no such thing. */
    default double positives() {
        return Double.NaN;
    }

    /** What {@link #read} reads. */
    byte[] toBytes();

    static PerformanceSum empty(OutcomesConfig config) {
        return switch (config.truth()) {
            case BINARY -> new Binary(config, new BinaryPerformance(config.threshold(), ScoreHistogram.MOST_BINS));
            case REGRESSION -> new Regression(new RegressionPerformance());
            case MULTICLASS -> new Multiclass(new MulticlassPerformance());
        };
    }

    /** Also what was written under other settings. */
    static PerformanceSum read(OutcomesConfig config, byte[] stored) {
        byte[] body = Arrays.copyOfRange(stored, 1, stored.length);
        return switch (stored[0]) {
            case Binary.MARK -> new Binary(config, BinaryPerformance.of(body));
            case Regression.MARK -> new Regression(RegressionPerformance.of(body));
            case Multiclass.MARK -> new Multiclass(MulticlassPerformance.of(body));
            default -> throw new IllegalStateException("stored outcomes must be of a known kind: were of " + stored[0]);
        };
    }

    /** Outcomes that were measured under settings with another fingerprint cannot be added to these. */
    static int fingerprint(OutcomesConfig config) {
        return Objects.hash(config.truth().name(), config.positive(), config.threshold());
    }

    /** Yes or no. */
    record Binary(OutcomesConfig config, BinaryPerformance sum) implements PerformanceSum {
        private static final byte MARK = 'b';

        @Override
        public void change(ScoredEvent event, String truth, int sign) {
            sum.change(event.score(), config.isPositive(truth), EntityGroups.of(event.entity()), sign);
        }

        @Override
        public void add(PerformanceSum other) {
            if (!(other instanceof Binary more)) {
                throw unlike(other);
            }
            sum.add(more.sum);
        }

        @Override
        public long outcomes() {
            return sum.confusion().total();
        }

        @Override
        public double positives() {
            return sum.confusion().positives();
        }

        @Override
        public Map<PerformanceMeasure, Double> metrics() {
            Confusion confusion = sum.confusion();
            Map<PerformanceMeasure, Double> metrics = new EnumMap<>(PerformanceMeasure.class);
            metrics.put(PerformanceMeasure.ACCURACY, confusion.accuracy());
            metrics.put(PerformanceMeasure.PRECISION, confusion.precision());
            metrics.put(PerformanceMeasure.RECALL, confusion.recall());
            metrics.put(PerformanceMeasure.F1, confusion.f1());
            metrics.put(PerformanceMeasure.MCC, confusion.matthews());
            metrics.put(PerformanceMeasure.KAPPA, confusion.kappa());
            metrics.put(PerformanceMeasure.LOG_LOSS, sum.logLoss());
            metrics.put(PerformanceMeasure.BRIER, sum.brier());
            metrics.put(PerformanceMeasure.CALIBRATION_ERROR, sum.calibrationError());
            metrics.put(PerformanceMeasure.ROC_AUC, sum.histogram().auc());
            metrics.put(PerformanceMeasure.AVERAGE_PRECISION, sum.histogram().averagePrecision());
            return defined(metrics);
        }

        @Override
        public Map<PerformanceMeasure, Double> bounds() {
            Map<PerformanceMeasure, Double> bounds = new EnumMap<>(PerformanceMeasure.class);
            bounds.put(PerformanceMeasure.ROC_AUC, sum.histogram().aucBound());
            bounds.put(PerformanceMeasure.AVERAGE_PRECISION, sum.histogram().averagePrecisionBound());
            return defined(bounds);
        }

        @Override
        public List<PerformanceChange> against(PerformanceBaseline baseline) {
            return PerformanceChanges.of(sum, baseline);
        }

        @Override
        public byte[] toBytes() {
            return marked(MARK, sum.toBytes());
        }
    }

    /** A number. */
    record Regression(RegressionPerformance sum) implements PerformanceSum {
        private static final byte MARK = 'r';

        @Override
        public void change(ScoredEvent event, String truth, int sign) {
            int group = EntityGroups.of(event.entity());
            Truths.number(truth).ifPresent(number -> {
                if (sign > 0) {
                    sum.add(event.score(), number, group);
                } else {
                    sum.remove(event.score(), number, group);
                }
            });
        }

        @Override
        public void add(PerformanceSum other) {
            if (!(other instanceof Regression more)) {
                throw unlike(other);
            }
            sum.add(more.sum);
        }

        @Override
        public long outcomes() {
            return sum.count();
        }

        @Override
        public Map<PerformanceMeasure, Double> metrics() {
            Map<PerformanceMeasure, Double> metrics = new EnumMap<>(PerformanceMeasure.class);
            metrics.put(PerformanceMeasure.MAE, sum.mae());
            metrics.put(PerformanceMeasure.RMSE, sum.rmse());
            metrics.put(PerformanceMeasure.R2, sum.r2());
            return defined(metrics);
        }

        @Override
        public Map<PerformanceMeasure, Double> bounds() {
            return Map.of();
        }

        @Override
        public List<PerformanceChange> against(PerformanceBaseline baseline) {
            return PerformanceChanges.of(sum, baseline);
        }

        @Override
        public byte[] toBytes() {
            return marked(MARK, sum.toBytes());
        }
    }

    /** One of several classes; precision, recall and F1 are means over the classes. */
    record Multiclass(MulticlassPerformance sum) implements PerformanceSum {
        private static final byte MARK = 'm';

        @Override
        public void change(ScoredEvent event, String truth, int sign) {
            String predicted = event.label() == null ? "" : event.label();
            sum.change(truth, predicted, event.ranked(), EntityGroups.of(event.entity()), sign);
        }

        @Override
        public void add(PerformanceSum other) {
            if (!(other instanceof Multiclass more)) {
                throw unlike(other);
            }
            sum.add(more.sum);
        }

        @Override
        public long outcomes() {
            return sum.total();
        }

        @Override
        public Map<PerformanceMeasure, Double> metrics() {
            Map<PerformanceMeasure, Double> metrics = new EnumMap<>(PerformanceMeasure.class);
            metrics.put(PerformanceMeasure.ACCURACY, sum.accuracy());
            metrics.put(PerformanceMeasure.TOP_2_ACCURACY, sum.top2Accuracy());
            metrics.put(PerformanceMeasure.LOG_LOSS, sum.logLoss());
            metrics.put(PerformanceMeasure.PRECISION, sum.macro(Confusion::precision));
            metrics.put(PerformanceMeasure.RECALL, sum.macro(Confusion::recall));
            metrics.put(PerformanceMeasure.F1, sum.macro(Confusion::f1));
            return defined(metrics);
        }

        @Override
        public Map<PerformanceMeasure, Double> bounds() {
            return Map.of();
        }

        @Override
        public List<PerformanceChange> against(PerformanceBaseline baseline) {
            return PerformanceChanges.of(sum, baseline);
        }

        @Override
        public byte[] toBytes() {
            return marked(MARK, sum.toBytes());
        }
    }

    private static IllegalArgumentException unlike(PerformanceSum other) {
        return new IllegalArgumentException(
                "outcomes must be of one kind to add up: were of " + other.getClass().getSimpleName() + " as well");
    }

    private static byte[] marked(byte mark, byte[] body) {
        byte[] bytes = new byte[1 + body.length];
        bytes[0] = mark;
        System.arraycopy(body, 0, bytes, 1, body.length);
        return bytes;
    }

    private static Map<PerformanceMeasure, Double> defined(Map<PerformanceMeasure, Double> measures) {
        measures.values().removeIf(value -> !Double.isFinite(value));
        return measures;
    }
}
