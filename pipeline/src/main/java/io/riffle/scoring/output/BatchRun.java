package io.riffle.scoring.output;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import java.util.Map;

/** One task's call of a runtime: fills the inputs, runs under a time limit, reads the outputs. */
public interface BatchRun extends AutoCloseable {
    /**
     * Scores rows of the table into the same rows of the outputs.
     *
     * @param limit nanoseconds
     * @param unfit gets the rows whose values the model's types cannot hold, and why; their results mean nothing
     * @throws RunFailure if there is no usable answer for any of these rows
     */
    void run(FeatureTable table, int from, int rows, long limit, Map<Integer, Rejection> unfit) throws RunFailure;

    /** Hands over the odd values of features that the rows had since the last call. */
    void takeOdd(TensorBuilder.OddSink sink);

    @Override
    void close();
}
