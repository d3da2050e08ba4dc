package io.riffle.scoring;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorType;
import io.riffle.frame.OutputColumn;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The in-memory twin of a scorer: the score is one feature, the label its whole part, the published output
 * {@code twice} has the score and its negation. A row without that feature cannot be scored.
 */
public final class InMemoryScorer implements Scorer {
    private final String version;
    private final int column;
    private final double more;
    private int openRuns;
    private volatile boolean closed;

    /** Scores with the first feature. */
    public InMemoryScorer(String version) {
        this(version, 0);
    }

    /** Scores with the feature in that column. */
    public InMemoryScorer(String version, int column) {
        this(version, column, 0);
    }

    /** Scores with the feature in that column and something on top. */
    public InMemoryScorer(String version, int column, double more) {
        this.version = version;
        this.column = column;
        this.more = more;
    }

    /** Runs that were opened and not yet closed. */
    public int openRuns() {
        return openRuns;
    }

    @Override
    public String model() {
        return "in-memory";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Run open(int maxRows) {
        if (closed) {
            throw new IllegalStateException("a scorer must not be used after it was closed");
        }
        openRuns++;
        return new InMemoryRun();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class InMemoryRun implements Run {
        @Override
        public ScoreResult score(FeatureTable table, int rows) {
            double[] scores = new double[rows + 1];
            String[] labels = new String[rows + 1];
            double[] twice = new double[2 * rows];
            Map<Integer, Rejection> failures = new HashMap<>();
            for (int row = 0; row < rows; row++) {
                scores[row] = table.number(column, row) + more;
                labels[row] = Long.toString((long) scores[row]);
                twice[2 * row] = scores[row];
                twice[2 * row + 1] = -scores[row];
                if (Double.isNaN(scores[row])) {
                    failures.put(row, new Rejection(Stage.SCORE, DeadLetterReason.INVALID_SCORE, "missing"));
                }
            }
            List<OutputColumn> outputs = List.of(new OutputColumn("twice", TensorType.FLOAT64, 2, twice));
            return new ScoreResult(scores, labels, outputs, failures);
        }

        @Override
        public void close() {
            openRuns--;
        }
    }
}
