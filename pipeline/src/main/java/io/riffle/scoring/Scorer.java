package io.riffle.scoring;

import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import java.util.Optional;

/**
 * Scores rows with one version of one model. Thread-safe for concurrent {@link #open opened} runs; a {@link Run} has
 * buffers of its own and belongs to one task.
 */
public interface Scorer extends AutoCloseable {
    String model();

    String version();

    /** Buffers for one task, for batches of up to {@code maxRows} rows (larger ones grow them). */
    Run open(int maxRows);

    /** The model itself, for callers that have tensors rather than features; empty if there is none behind the scorer. */
    default Optional<TensorModel> tensors() {
        return Optional.empty();
    }

    @Override
    void close();

    /** One task's way to score. */
    interface Run extends AutoCloseable {
        /**
         * Scores all rows of the table's first {@code rows} rows: exactly one result per row, in order. A row that cannot
         * be scored carries a rejection in the result and does not disturb the others. Never throws for what an event or
         * the model did.
         */
        ScoreResult score(FeatureTable table, int rows);

        /**
         * The same in less time than usual: rows that are not scored by then carry a rejection.
         *
         * @param most nanoseconds for all rows together
         */
        default ScoreResult score(FeatureTable table, int rows, long most) {
            return score(table, rows);
        }

        /** Hands over the odd values of features that the rows had since the last call. */
        default void takeOdd(TensorBuilder.OddSink sink) {}

        @Override
        void close();
    }
}
