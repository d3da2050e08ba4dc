package io.riffle.scoring.output;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import java.util.HashMap;
import java.util.Map;

/** One task's way to score: a batch at once and, where that fails, its rows one by one. */
public final class IsolatingRun implements Scorer.Run {
    private final BatchRun batch;
    private final ScoreReader reader;
    private final Bindings bindings;
    private final RunTiming usual;
    private final Map<Integer, Rejection> unfit = new HashMap<>();
    private boolean closed;

    /** @param batch closed with this */
    public IsolatingRun(BatchRun batch, ScoreReader reader, Bindings bindings, RunTiming timing) {
        this.batch = batch;
        this.reader = reader;
        this.bindings = bindings;
        usual = timing;
    }

    @Override
    public ScoreResult score(FeatureTable table, int rows) {
        return score(table, rows, usual);
    }

    @Override
    public ScoreResult score(FeatureTable table, int rows, long most) {
        return score(table, rows, usual.within(most));
    }

    private ScoreResult score(FeatureTable table, int rows, RunTiming timing) {
        Map<Integer, Rejection> failures = new HashMap<>();
        unfit.clear();
        reader.reserve(rows);
        if (bindings.fixedRows() > 0) {
            inParts(table, rows, timing, failures);
        } else if (rows > 0) {
            together(table, rows, timing, failures);
        }
        failures.putAll(unfit);
        return reader.read(rows, failures);
    }

    @Override
    public void takeOdd(TensorBuilder.OddSink sink) {
        batch.takeOdd(sink);
    }

    private void together(FeatureTable table, int rows, RunTiming timing, Map<Integer, Rejection> failures) {
        long end = timing.now() + timing.loopBudget();
        try {
            batch.run(table, 0, rows, limit(timing, timing.limit(), end), unfit);
        } catch (RunFailure failure) {
            alone(table, 0, rows, failure, timing, timing.now() + timing.isolationBudget(), failures);
        }
    }

    /** As many rows per run as the model takes; a part that fails is done row by row like a whole batch. */
    private void inParts(FeatureTable table, int rows, RunTiming timing, Map<Integer, Rejection> failures) {
        long end = timing.now() + timing.loopBudget();
        for (int from = 0; from < rows; from += bindings.fixedRows()) {
            int part = Math.min(bindings.fixedRows(), rows - from);
            try {
                batch.run(table, from, part, limit(timing, timing.limit(), end), unfit);
            } catch (RunFailure failure) {
                alone(table, from, part, failure, timing, end, failures);
            }
        }
    }

    private void alone(
            FeatureTable table,
            int from,
            int rows,
            RunFailure cause,
            RunTiming timing,
            long end,
            Map<Integer, Rejection> failures) {
        if (rows == 1) {
            failures.put(from, cause.rejection());
            return;
        }
        for (int row = from; row < from + rows; row++) {
            try {
                batch.run(table, row, 1, limit(timing, timing.isolatedRowLimit(), end), unfit);
            } catch (RunFailure failure) {
                failures.put(row, failure.rejection());
            }
        }
    }

    private static long limit(RunTiming timing, long most, long end) throws RunFailure {
        long left = end - timing.now();
        if (left <= 0) {
            throw new RunFailure(
                    DeadLetterReason.MODEL_TIMEOUT,
                    "the model must answer in time: rows before this one used up the time of their frame or transaction");
        }
        return Math.min(most, left);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            batch.close();
        }
    }
}
