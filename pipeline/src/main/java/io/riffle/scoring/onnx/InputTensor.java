package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorType;
import io.riffle.image.ImageShape;
import io.riffle.image.Placement;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One task's memory for one model input. A tensor is a view of the memory and is kept while the row count stays. */
final class InputTensor implements AutoCloseable {
    private final OrtEnvironment environment;
    private final InputBinding binding;
    private final TensorBuilder builder;
    private final boolean strings;
    private final int fixedRows;
    private ByteBuffer memory = NativeMemory.allocate(0);
    private String[] texts = new String[0];
    private @Nullable OnnxTensor tensor;
    private int tensorRows;
    private boolean unfit;

    /** @param fixedRows how many rows the tensor always has; 0 where it has as many as there are */
    InputTensor(OrtEnvironment environment, InputBinding binding, TensorBuilder builder, int fixedRows) {
        this.fixedRows = fixedRows;
        this.environment = environment;
        this.binding = binding;
        this.builder = builder;
        this.strings = binding.spec().type() == TensorType.STRING;
    }

    void takeOdd(TensorBuilder.OddSink sink) {
        builder.takeOdd(sink);
    }

    String name() {
        return binding.spec().name();
    }

    /** The size of the image that the tensor is made of; empty where it is made of other features. */
    Optional<ImageShape> imageShape() {
        return builder.imageShape();
    }

    /** Where the image of a row of the last table was cut from. */
    Optional<Placement> placement(int row) {
        return builder.placement(row);
    }

    /**
     * The rows {@code from} (inclusive) to {@code to} (exclusive) as a tensor that is valid until the next call. Where the
     * model wants more rows, the last one is repeated: a row that is known to be possible.
     */
    OnnxTensor fill(FeatureTable table, int from, int to) throws OrtException {
        int rows = fixedRows == 0 ? to - from : fixedRows;
        if (strings) {
            return fillTexts(table, from, to, rows);
        }
        OnnxTensor filled = tensor(rows);
        memory.clear();
        unfit = builder.write(table, from, to, memory) > 0;
        int rowBytes = memory.position() / (to - from);
        for (int row = to - from; row < rows; row++) {
            memory.put(row * rowBytes, memory, (row - 1) * rowBytes, rowBytes);
        }
        return filled;
    }

    /** Adds why rows of the last fill do not fit the tensor's type; a value that does not fit was written as 0. */
    void findUnfit(FeatureTable table, int from, int to, Map<Integer, Rejection> unfitRows) {
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

    private OnnxTensor tensor(int rows) throws OrtException {
        if (tensor != null && tensorRows == rows) {
            return tensor;
        }
        close();
        int bytes = NativeMemory.bytes(rows, binding.width(), binding.spec().type());
        memory = NativeMemory.atLeast(memory, bytes);
        OnnxTensor created =
                NativeMemory.tensor(environment, memory, bytes, binding.spec().type(), binding.shape(rows));
        tensor = created;
        tensorRows = rows;
        return created;
    }

    /** The runtime copies strings, so their tensor is made anew each time. */
    private OnnxTensor fillTexts(FeatureTable table, int from, int to, int rows) throws OrtException {
        int width = binding.width();
        if (texts.length != rows * width) {
            texts = new String[rows * width];
        }
        unfit = builder.write(table, from, to, texts) > 0;
        for (int i = (to - from) * width; i < texts.length; i++) {
            texts[i] = texts[i - width];
        }
        close();
        OnnxTensor created = OnnxTensor.createTensor(environment, texts, binding.shape(rows));
        tensor = created;
        return created;
    }

    @Override
    public void close() {
        if (tensor != null) {
            tensor.close();
        }
        tensor = null;
    }
}
