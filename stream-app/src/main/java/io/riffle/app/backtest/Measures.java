package io.riffle.app.backtest;

import io.riffle.config.OutcomesConfig;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.Confusion;
import io.riffle.stats.MulticlassPerformance;
import io.riffle.stats.RegressionPerformance;
import io.riffle.stats.RocAuc;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** How right a version was, by what labels say. */
sealed interface Measures {
    /** An event whose truth is known. */
    void add(Answer answer, String truth);

    /** By name; empty without events. A measure that is not defined is NaN. */
    Map<String, Double> metrics();

    static Measures of(OutcomesConfig.Answers meaning) {
        return switch (meaning.truth()) {
            case BINARY -> new Binary(meaning);
            case REGRESSION -> new Regression(new RegressionPerformance());
            case MULTICLASS -> new Multiclass(new MulticlassPerformance());
        };
    }

    /** Yes or no; the area under the ROC curve is exact. */
    final class Binary implements Measures {
        private static final int BINS = 200;

        private final OutcomesConfig.Answers meaning;
        private final BinaryPerformance sum;
        private final DoubleList scores = new DoubleList();
        private final BitSet positives = new BitSet();

        Binary(OutcomesConfig.Answers meaning) {
            this.meaning = meaning;
            sum = new BinaryPerformance(meaning.threshold(), BINS);
        }

        @Override
        public void add(Answer answer, String truth) {
            boolean yes = meaning.positive().contains(truth);
            positives.set(scores.size(), yes);
            scores.add(answer.score());
            sum.add(answer.score(), yes);
        }

        @Override
        public Map<String, Double> metrics() {
            Map<String, Double> metrics = new LinkedHashMap<>();
            if (scores.size() > 0) {
                metrics.put("auc", RocAuc.of(scores.toArray(), truths()));
                metrics.put("accuracy", sum.confusion().accuracy());
                metrics.put("precision", sum.confusion().precision());
                metrics.put("recall", sum.confusion().recall());
                metrics.put("log_loss", sum.logLoss());
                metrics.put("brier", sum.brier());
            }
            return metrics;
        }

        private boolean[] truths() {
            boolean[] truths = new boolean[scores.size()];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = positives.get(i);
            }
            return truths;
        }
    }

    /** A number. */
    record Regression(RegressionPerformance sum) implements Measures {
        @Override
        public void add(Answer answer, String truth) {
            sum.add(answer.score(), Double.parseDouble(truth));
        }

        @Override
        public Map<String, Double> metrics() {
            Map<String, Double> metrics = new LinkedHashMap<>();
            if (sum.count() > 0) {
                metrics.put("mae", sum.mae());
                metrics.put("rmse", sum.rmse());
                metrics.put("r2", sum.r2());
            }
            return metrics;
        }
    }

    /** One of several classes; precision, recall and F1 are means over the classes. */
    record Multiclass(MulticlassPerformance sum) implements Measures {
        private static final int NOBODY = 0;

        @Override
        public void add(Answer answer, String truth) {
            String predicted = answer.label() == null ? "" : answer.label();
            sum.change(truth, predicted, answer.ranked(), NOBODY, 1);
        }

        @Override
        public Map<String, Double> metrics() {
            Map<String, Double> metrics = new LinkedHashMap<>();
            if (sum.total() > 0) {
                metrics.put("accuracy", sum.accuracy());
                metrics.put("top_2_accuracy", sum.top2Accuracy());
                metrics.put("precision", sum.macro(Confusion::precision));
                metrics.put("recall", sum.macro(Confusion::recall));
                metrics.put("f1", sum.macro(Confusion::f1));
                metrics.put("log_loss", sum.logLoss());
            }
            return metrics;
        }
    }
}
