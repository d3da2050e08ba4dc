package io.riffle.demo.train;

import io.riffle.config.Pipeline;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.demo.payments.DemoRecord;
import io.riffle.feature.FeatureTable;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.ScoreHistogram;
import java.util.List;

/** Scores payments of other cards at another time than those a model learned from, as the pipeline would. */
public final class Evaluation {
    /** 2025-07-01 */
    private static final long START = 1_751_328_000_000L;

    private final BinaryPerformance performance = new BinaryPerformance(0.5, ScoreHistogram.MOST_BINS);

    private Evaluation() {}

    /** Over this many records. */
    public static BinaryPerformance of(Scorer scorer, Pipeline pipeline, long seed, int records) {
        CardPayments payments = new CardPayments(seed, START);
        FeatureReplay replay = new FeatureReplay(pipeline, payments, new CardProfiles(seed, START));
        Evaluation evaluation = new Evaluation();
        try (Scorer.Run run = scorer.open(pipeline.batch().maxSize())) {
            replay.run(records, (frame, features) -> evaluation.add(frame, features, run));
        }
        return evaluation.performance;
    }

    private void add(List<DemoRecord> payments, FeatureTable features, Scorer.Run run) {
        ScoreResult result = run.score(features, payments.size());
        if (!result.failures().isEmpty()) {
            throw new IllegalStateException("the model must score every payment: " + result.failures());
        }
        for (int row = 0; row < payments.size(); row++) {
            performance.add(result.scores()[row], payments.get(row).isFraud());
        }
    }
}
