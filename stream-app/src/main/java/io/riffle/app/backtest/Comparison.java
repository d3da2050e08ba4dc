package io.riffle.app.backtest;

import io.riffle.frame.EventFrame;
import io.riffle.frame.SourcePosition;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ScoreResult;
import io.riffle.watch.outcome.RankedColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what both versions made of each frame. Thread-safe. */
final class Comparison implements CanaryWatch {
    private final Side candidate;
    private final Side baseline;
    private List<ScoredPair> pairs = new ArrayList<>();

    Comparison(Side candidate, Side baseline) {
        this.candidate = candidate;
        this.baseline = baseline;
    }

    @Override
    public synchronized void compared(Deployment deployment, EventFrame rows, Run tried, Run known) {
        candidate.ran(rows.size(), tried.result().failures().size(), tried.nanoseconds());
        baseline.ran(rows.size(), known.result().failures().size(), known.nanoseconds());
        Answers after = new Answers(tried.result());
        Answers before = new Answers(known.result());
        for (int row = 0; row < rows.size(); row++) {
            SourcePosition at = rows.row(row).position();
            pairs.add(new ScoredPair(at.offset(), at.element(), rows.eventId(row), after.row(row), before.row(row)));
        }
    }

    /** The pairs since the last call, in the order of the input. */
    synchronized List<ScoredPair> take() {
        List<ScoredPair> taken = pairs;
        pairs = new ArrayList<>();
        taken.sort(Comparator.comparingLong(ScoredPair::line).thenComparingInt(ScoredPair::element));
        return taken;
    }

    /** One version's answers to a frame; they are reused by the next run. */
    private static final class Answers {
        private final ScoreResult result;
        private final RankedColumns ranked;

        Answers(ScoreResult result) {
            this.result = result;
            ranked = RankedColumns.of(result.outputs());
        }

        Answer row(int row) {
            if (result.failures().containsKey(row)) {
                return Answer.FAILED;
            }
            String[] labels = result.labels();
            return new Answer(result.scores()[row], labels == null ? null : labels[row], ranked.row(row));
        }
    }
}
