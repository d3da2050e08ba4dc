package io.riffle.app.backtest;

import io.riffle.frame.EventFrame;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.CanaryWatch;
import io.riffle.scoring.ScoreResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what both versions made of each frame. Thread-safe. */
final class Comparison implements CanaryWatch {
    private final Side candidate;
    private final Side baseline;
    private final double threshold;
    private final boolean classifies;
    private List<ScoredPair> pairs = new ArrayList<>();

    /** @param threshold the score from which an answer is yes, for versions that give no label */
    Comparison(Side candidate, Side baseline, double threshold, boolean classifies) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.threshold = threshold;
        this.classifies = classifies;
    }

    @Override
    public synchronized void compared(Deployment deployment, EventFrame rows, Run tried, Run known) {
        candidate.ran(rows.size(), tried.result().failures().size(), tried.nanoseconds());
        baseline.ran(rows.size(), known.result().failures().size(), known.nanoseconds());
        for (int row = 0; row < rows.size(); row++) {
            double after = score(tried.result(), row);
            double before = score(known.result(), row);
            boolean whole = !Double.isNaN(after) && !Double.isNaN(before);
            boolean flipped = whole && classifies && flipped(tried.result(), known.result(), row);
            long line = rows.row(row).position().offset();
            pairs.add(new ScoredPair(line, rows.eventId(row), after, before, flipped));
        }
    }

    /** The pairs since the last call, in the order of the input. */
    synchronized List<ScoredPair> take() {
        List<ScoredPair> taken = pairs;
        pairs = new ArrayList<>();
        taken.sort(Comparator.comparingLong(ScoredPair::line));
        return taken;
    }

    private static double score(ScoreResult result, int row) {
        return result.failures().containsKey(row) ? Double.NaN : result.scores()[row];
    }

    private boolean flipped(ScoreResult tried, ScoreResult known, int row) {
        String[] after = tried.labels();
        String[] before = known.labels();
        if (after != null && before != null) {
            return !after[row].equals(before[row]);
        }
        return tried.scores()[row] >= threshold != known.scores()[row] >= threshold;
    }
}
