package io.riffle.learning;

import io.riffle.stats.RegressionPerformance;
import io.riffle.stats.RocAuc;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How right the answers of one side were. */
final class AnswerMeasures {
    private static final double THRESHOLD = 0.5;

    private final Target target;
    private final Agreement agreement;
    private final RegressionPerformance numbers = new RegressionPerformance();
    private double[] scores = new double[1_024];
    private boolean[] truths = new boolean[1_024];
    private int rows;
    private double loss;

    AnswerMeasures(Target target) {
        this.target = target;
        agreement = new Agreement(target instanceof Target.Classes classes ? classes.size() : 2);
    }

    void add(double[] answer, double truth) {
        if (target instanceof Target.Regression) {
            numbers.add(answer[0], truth);
            rows++;
            return;
        }
        agreement.add(said(answer), (int) truth);
        loss += target.loss(answer, truth, 0);
        if (rows == scores.length) {
            scores = Arrays.copyOf(scores, 2 * rows);
            truths = Arrays.copyOf(truths, 2 * rows);
        }
        scores[rows] = answer[0];
        truths[rows] = truth == 1;
        rows++;
    }

    private int said(double[] answer) {
        if (target instanceof Target.Binary) {
            return answer[0] >= THRESHOLD ? 1 : 0;
        }
        int most = 0;
        for (int i = 1; i < answer.length; i++) {
            most = answer[i] > answer[most] ? i : most;
        }
        return most;
    }

    /** By name; empty without answers. */
    Map<String, Double> measures(Optional<AnswerMeasures> noChange) {
        Map<String, Double> measures = new LinkedHashMap<>();
        if (rows == 0) {
            return measures;
        }
        if (target instanceof Target.Regression) {
            measures.put("mae", numbers.mae());
            measures.put("rmse", numbers.rmse());
            measures.put("r2", numbers.r2());
            return measures;
        }
        measures.put("accuracy", agreement.accuracy());
        measures.put("log_loss", loss / rows);
        if (target instanceof Target.Binary) {
            measures.put("auc", RocAuc.of(Arrays.copyOf(scores, rows), Arrays.copyOf(truths, rows)));
        }
        measures.put("kappa", agreement.kappa());
        noChange.ifPresent(last -> measures.put("kappa_temporal", agreement.kappaTemporal(last.agreement)));
        return measures;
    }

    /** What says a truth outright is right or wrong; how likely it thought that, it does not tell. */
    Map<String, Double> withoutProbabilities() {
        Map<String, Double> measures = measures(Optional.empty());
        measures.remove("log_loss");
        measures.remove("auc");
        return measures;
    }
}
