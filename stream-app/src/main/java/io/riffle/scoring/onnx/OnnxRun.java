package io.riffle.scoring.onnx;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureTable;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import java.util.HashMap;
import java.util.Map;

/** One task's way to score: a batch at once and, where that fails, its rows one by one. */
final class OnnxRun implements Scorer.Run {
    private final BatchRun batch;
    private final ScoreReader reader;
    private final Bindings bindings;
    private final RunTiming timing;
    private final Map<Integer, String> unfit = new HashMap<>();
    private boolean closed;

    OnnxRun(BatchRun batch, ScoreReader reader, Bindings bindings, RunTiming timing) {
        this.batch = batch;
        this.reader = reader;
        this.bindings = bindings;
        this.timing = timing;
    }

    @Override
    public ScoreResult score(FeatureTable table, int rows) {
        Map<Integer, Rejection> failures = new HashMap<>();
        unfit.clear();
        reader.reserve(rows);
        if (bindings.oneRowAtATime()) {
            singly(table, rows, timing.limit(), timing.loopBudget(), failures);
        } else if (rows > 0) {
            together(table, rows, failures);
        }
        unfit.forEach((row, problem) -> failures.put(
                row,
                new RunFailure(DeadLetterReason.MODEL_ERROR, "the row must fit the model: " + problem).rejection()));
        return reader.read(rows, failures);
    }

    private void together(FeatureTable table, int rows, Map<Integer, Rejection> failures) {
        try {
            batch.run(table, 0, rows, timing.limit(), unfit);
        } catch (RunFailure failure) {
            if (rows == 1) {
                failures.put(0, failure.rejection());
                return;
            }
            singly(table, rows, timing.isolatedRowLimit(), timing.isolationBudget(), failures);
        }
    }

    private void singly(FeatureTable table, int rows, long rowLimit, long budget, Map<Integer, Rejection> failures) {
        long end = timing.now() + budget;
        for (int row = 0; row < rows; row++) {
            try {
                long left = end - timing.now();
                if (left <= 0) {
                    throw new RunFailure(
                            DeadLetterReason.MODEL_TIMEOUT,
                            "the model must answer in time: rows before this one used up the time of their frame");
                }
                batch.run(table, row, 1, Math.min(rowLimit, left), unfit);
            } catch (RunFailure failure) {
                failures.put(row, failure.rejection());
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            batch.close();
        }
    }
}
