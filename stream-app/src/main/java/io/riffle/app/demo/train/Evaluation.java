package io.riffle.app.demo.train;

import io.riffle.app.demo.CardPayments;
import io.riffle.app.demo.CardProfiles;
import io.riffle.app.demo.DemoRecord;
import io.riffle.config.Pipeline;
import io.riffle.feature.FeatureTable;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import io.riffle.stats.RocAuc;
import java.util.Arrays;
import java.util.List;

/** Scores payments of other cards at another time than those a model learned from, as the pipeline would. */
public final class Evaluation {
    /** 2025-07-01 */
    private static final long START = 1_751_328_000_000L;

    private final double[] scores;
    private final boolean[] fraud;
    private int size;

    private Evaluation(int records) {
        scores = new double[records];
        fraud = new boolean[records];
    }

    /** The area under the ROC curve over this many records. */
    public static double auc(Scorer scorer, Pipeline pipeline, long seed, int records) {
        CardPayments payments = new CardPayments(seed, START);
        FeatureReplay replay = new FeatureReplay(pipeline, payments, new CardProfiles(seed, START));
        Evaluation evaluation = new Evaluation(records);
        try (Scorer.Run run = scorer.open(pipeline.batch().maxSize())) {
            replay.run(records, (frame, features) -> evaluation.add(frame, features, run));
        }
        return RocAuc.of(
                Arrays.copyOf(evaluation.scores, evaluation.size), Arrays.copyOf(evaluation.fraud, evaluation.size));
    }

    private void add(List<DemoRecord> payments, FeatureTable features, Scorer.Run run) {
        ScoreResult result = run.score(features, payments.size());
        if (!result.failures().isEmpty()) {
            throw new IllegalStateException("the model must score every payment: " + result.failures());
        }
        for (int row = 0; row < payments.size(); row++) {
            scores[size] = result.scores()[row];
            fraud[size] = payments.get(row).isFraud();
            size++;
        }
    }
}
