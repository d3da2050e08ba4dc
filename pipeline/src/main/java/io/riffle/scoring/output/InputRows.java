package io.riffle.scoring.output;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a table as the values of one model input. If the model wants more rows, the last one is repeated: a row that
 * is known to be possible.
 */
public final class InputRows {
    private final InputBinding binding;
    private final TensorBuilder builder;
    private final int fixedRows;
    private String[] texts = new String[0];
    private boolean unfit;

    /** @param fixedRows how many rows the input always has; 0 if it has as many as there are */
    public InputRows(InputBinding binding, TensorBuilder builder, int fixedRows) {
        this.binding = binding;
        this.builder = builder;
        this.fixedRows = fixedRows;
    }

    public InputBinding binding() {
        return binding;
    }

    public String name() {
        return binding.spec().name();
    }

    public TensorBuilder builder() {
        return builder;
    }

    public void takeOdd(TensorBuilder.OddSink sink) {
        builder.takeOdd(sink);
    }

    /** How many rows the input has if so many are wanted. */
    public int fed(int wanted) {
        return fixedRows == 0 ? wanted : fixedRows;
    }

    /** Writes the rows {@code from} (inclusive) to {@code to} (exclusive) as numbers, from the memory's start on. */
    public void write(FeatureTable table, int from, int to, ByteBuffer memory) {
        memory.clear();
        unfit = builder.write(table, from, to, memory) > 0;
        int rowBytes = memory.position() / (to - from);
        for (int row = to - from; row < fed(to - from); row++) {
            memory.put(row * rowBytes, memory, (row - 1) * rowBytes, rowBytes);
        }
    }

    /** The rows {@code from} (inclusive) to {@code to} (exclusive) as texts, valid until the next call. */
    public String[] texts(FeatureTable table, int from, int to) {
        int width = binding.width();
        if (texts.length != fed(to - from) * width) {
            texts = new String[fed(to - from) * width];
        }
        unfit = builder.write(table, from, to, texts) > 0;
        for (int i = (to - from) * width; i < texts.length; i++) {
            texts[i] = texts[i - width];
        }
        return texts;
    }

    /** Adds why rows of the last call do not fit the input's type; a value that does not fit was written as 0. */
    public void findUnfit(FeatureTable table, int from, int to, Map<Integer, Rejection> unfitRows) {
        for (int row = from; unfit && row < to; row++) {
            Optional<String> problem = builder.problem(table, row);
            if (problem.isPresent()) {
                unfitRows.putIfAbsent(row, unfit(problem.get()));
            }
        }
    }

    private Rejection unfit(String problem) {
        return builder.readsImage()
                ? new Rejection(Stage.SCORE, DeadLetterReason.INVALID_IMAGE, problem)
                : new Rejection(Stage.SCORE, DeadLetterReason.MODEL_ERROR, "the row must fit the model: " + problem);
    }
}
