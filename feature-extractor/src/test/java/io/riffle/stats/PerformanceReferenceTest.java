package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every row of scikit-learn's measures, from the mergeable form, split over partitions and with cases taken back. */
class PerformanceReferenceTest {
    private static void same(double actual, JsonNode row, String column) {
        JsonNode expected = row.get(column);
        if (expected.isNull()) {
            assertThat(actual).as(column).isNaN();
            return;
        }
        assertThat(actual).as(column + " of " + row.path("name")).isCloseTo(expected.asDouble(), within(1e-9));
    }

    private static boolean[] positive(JsonNode row) {
        boolean[] positive = new boolean[row.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = row.get(i).asInt() == 1;
        }
        return positive;
    }

    @Test
    void binary_equalsTheReference_whenMergedAndCorrected() {
        for (JsonNode each : ReferenceData.json("reference/metrics.json").get("binary")) {
            double[] scores = ReferenceData.numbers(each.get("p"));
            boolean[] positive = positive(each.get("y"));
            BinaryPerformance merged = merged(scores, positive);
            Confusion confusion = merged.confusion();
            JsonNode counts = each.get("confusion");
            assertThat(confusion)
                    .isEqualTo(new Confusion(
                            counts.get("tn").asLong(),
                            counts.get("fp").asLong(),
                            counts.get("fn").asLong(),
                            counts.get("tp").asLong()));
            same(confusion.accuracy(), each, "accuracy");
            same(confusion.precision(), each, "precision");
            same(confusion.recall(), each, "recall");
            same(confusion.f1(), each, "f1");
            same(confusion.matthews(), each, "mcc");
            same(confusion.kappa(), each, "kappa");
            same(confusion.balancedAccuracy(), each, "balanced_accuracy");
            same(merged.logLoss(), each, "log_loss");
            same(merged.brier(), each, "brier");
            same(merged.calibrationError(), each, "ece_10_equal_width");
            same(RocAuc.of(scores, positive), each, "roc_auc");
            same(AveragePrecision.of(scores, positive), each, "pr_auc_average_precision");
            inBounds(merged.histogram(), scores, positive);
        }
    }

    /** Three partitions, each read back from its bytes, and a wrong label that is taken back. */
    private static BinaryPerformance merged(double[] scores, boolean[] positive) {
        BinaryPerformance sum = new BinaryPerformance(0.5, 100);
        for (int partition = 0; partition < 3; partition++) {
            BinaryPerformance part = new BinaryPerformance(0.5, 100);
            part.add(0.7, false);
            for (int row = partition; row < scores.length; row += 3) {
                part.add(scores[row], positive[row]);
            }
            part.remove(0.7, false);
            sum.add(BinaryPerformance.of(part.toBytes()));
        }
        return sum;
    }

    private static void inBounds(ScoreHistogram histogram, double[] scores, boolean[] positive) {
        double auc = RocAuc.of(scores, positive);
        if (Double.isNaN(auc)) {
            assertThat(histogram.auc()).isNaN();
            assertThat(histogram.averagePrecision()).isNaN();
            return;
        }
        assertThat(histogram.auc()).isCloseTo(auc, within(histogram.aucBound() + 1e-12));
        double precision = AveragePrecision.of(scores, positive);
        assertThat(histogram.averagePrecision())
                .isCloseTo(precision, within(histogram.averagePrecisionBound() + 1e-12));
    }

    /** Few and many bins, ties, rare and frequent positives: the stated bound always holds, and is tight with 1,000 bins. */
    @Test
    void histogram_keepsItsBound_forRandomScores() {
        Random random = new Random(11);
        for (int bins : new int[] {1, 2, 7, 50, 1_000}) {
            for (double share : new double[] {0.002, 0.1, 0.7}) {
                double[] scores = new double[4_000];
                boolean[] positive = new boolean[scores.length];
                ScoreHistogram histogram = new ScoreHistogram(bins);
                for (int i = 0; i < scores.length; i++) {
                    positive[i] = random.nextDouble() < share;
                    double score = 1 / (1 + Math.exp(-random.nextGaussian() - (positive[i] ? 1 : 0)));
                    scores[i] = i % 3 == 0 ? Math.rint(score * 10) / 10 : score;
                    histogram.add(scores[i], positive[i], 1);
                }
                inBounds(histogram, scores, positive);
                if (bins == 1_000) {
                    assertThat(histogram.aucBound()).isLessThan(0.02);
                }
            }
        }
    }

    /** More positives in one bin than are summed one by one. */
    @Test
    void histogram_keepsItsBound_whenOneBinHoldsThousands() {
        double[] scores = new double[6_000];
        boolean[] positive = new boolean[scores.length];
        ScoreHistogram histogram = new ScoreHistogram(3);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i / (double) scores.length;
            positive[i] = i % 4 != 0;
            histogram.add(scores[i], positive[i], 1);
        }
        inBounds(histogram, scores, positive);
    }

    @Test
    void multiclass_equalsTheReference_inEveryAverage() {
        for (JsonNode each : ReferenceData.json("reference/metrics.json").get("multiclass")) {
            JsonNode rows = each.get("probabilities");
            double[][] probabilities = new double[rows.size()][];
            int[] truth = new int[rows.size()];
            MulticlassPerformance even = new MulticlassPerformance();
            MulticlassPerformance odd = new MulticlassPerformance();
            odd.change("7", "1", MulticlassPerformance.Ranked.NONE, 3, 1);
            for (int row = 0; row < truth.length; row++) {
                probabilities[row] = ReferenceData.numbers(rows.get(row));
                truth[row] = each.get("y").get(row).asInt();
                MulticlassPerformance.Ranked ranked = ranked(probabilities[row]);
                (row % 2 == 0 ? even : odd)
                        .change(Integer.toString(truth[row]), ranked.classes().get(0), ranked, row % 32, 1);
            }
            odd.change("7", "1", MulticlassPerformance.Ranked.NONE, 3, -1);
            even.add(MulticlassPerformance.of(odd.toBytes()));
            same(even.logLoss(), each, "log_loss");
            same(even.top2Accuracy(), each, "top_2_accuracy");
            same(even.accuracy(), each, "accuracy");
            average(even, each.get("macro"), even::macro);
            average(even, each.get("weighted"), even::weighted);
            same(even.accuracy(), each.get("micro"), "f1");
            same(MulticlassPerformance.aucOneVersusRest(probabilities, truth), each, "roc_auc_ovr_macro");
            same(MulticlassPerformance.aucOneVersusOne(probabilities, truth), each, "roc_auc_ovo_macro");
        }
    }

    private static void average(
            MulticlassPerformance counts,
            JsonNode expected,
            java.util.function.Function<ToDoubleFunction<Confusion>, Double> mean) {
        same(mean.apply(Confusion::precision), expected, "precision");
        same(mean.apply(Confusion::recall), expected, "recall");
        same(mean.apply(Confusion::f1), expected, "f1");
        assertThat(counts.total()).isPositive();
    }

    private static MulticlassPerformance.Ranked ranked(double[] row) {
        List<Integer> order = IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -row[i]))
                .toList();
        return new MulticlassPerformance.Ranked(
                order.stream().map(String::valueOf).toList(),
                order.stream().map(i -> row[i]).toList());
    }

    /** The likeliest class alone does not tell what the truth's probability was. */
    @Test
    void multiclass_leavesOutWhatRowsDoNotTell_whenOnlySomeClassesAreKnown() {
        MulticlassPerformance window = new MulticlassPerformance();
        window.change("b", "a", new MulticlassPerformance.Ranked(List.of("a"), List.of(0.6)), 0, 1);
        assertThat(window.accuracy()).isZero();
        assertThat(window.top2Accuracy()).isNaN();
        assertThat(window.logLoss()).isNaN();
        window.change("b", "a", new MulticlassPerformance.Ranked(List.of("a"), List.of(0.6)), 0, -1);
        window.change("b", "a", new MulticlassPerformance.Ranked(List.of("a", "b"), List.of(0.6, 0.3)), 0, 1);
        assertThat(window.top2Accuracy()).isEqualTo(1);
        assertThat(window.logLoss()).isCloseTo(-Math.log(0.3), within(1e-12));
    }

    /** A label of outside may name anything, any number of times. */
    @Test
    void multiclass_staysSmall_whenLabelsAreWithoutEnd() {
        MulticlassPerformance window = new MulticlassPerformance();
        for (int i = 0; i < 5_000; i++) {
            window.change("class " + i, "a", MulticlassPerformance.Ranked.NONE, 0, 1);
        }
        assertThat(window.total()).isEqualTo(5_000);
        assertThat(window.toBytes()).hasSizeLessThan(50_000);
    }

    @Test
    void regression_equalsTheReference_whenMergedAndCorrected() {
        JsonNode expected = ReferenceData.json("reference/metrics.json").get("regression");
        double[] truth = ReferenceData.numbers(expected.get("y"));
        double[] prediction = ReferenceData.numbers(expected.get("prediction"));
        RegressionPerformance sum = new RegressionPerformance();
        for (int partition = 0; partition < 3; partition++) {
            RegressionPerformance part = new RegressionPerformance();
            part.add(3, 90);
            for (int row = partition; row < truth.length; row += 3) {
                part.add(prediction[row], truth[row]);
            }
            part.remove(3, 90);
            sum.add(RegressionPerformance.of(part.toBytes()));
        }
        same(sum.mae(), expected, "mae");
        same(sum.mse(), expected, "mse");
        same(sum.rmse(), expected, "rmse");
        same(sum.r2(), expected, "r2");
        same(sum.mape(), expected, "mape");
        same(sum.explainedVariance(), expected, "explained_variance");
        assertThat(new RegressionPerformance().mae()).isNaN();
        assertThat(new RegressionPerformance().r2()).isNaN();
    }

    @Test
    void counts_areRefused_whenTheyDoNotFitTogether() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ScoreHistogram(1_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinaryPerformance(0.5, 10).add(new BinaryPerformance(0.4, 10)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinaryPerformance(0.5, 10).add(new BinaryPerformance(0.5, 20)));
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryPerformance.of(new byte[] {9}));
        assertThatIllegalArgumentException().isThrownBy(() -> RegressionPerformance.of(new byte[] {9}));
    }
}
