package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorType;
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
    private ByteBuffer memory = NativeMemory.allocate(0);
    private String[] texts = new String[0];
    private @Nullable OnnxTensor tensor;
    private int tensorRows;
    private boolean unfit;

    InputTensor(OrtEnvironment environment, InputBinding binding, TensorBuilder builder) {
        this.environment = environment;
        this.binding = binding;
        this.builder = builder;
        this.strings = binding.spec().type() == TensorType.STRING;
    }

    String name() {
        return binding.spec().name();
    }

    /** The rows {@code from} (inclusive) to {@code to} (exclusive) as a tensor that is valid until the next call. */
    OnnxTensor fill(FeatureTable table, int from, int to) throws OrtException {
        int rows = to - from;
        if (strings) {
            return fillTexts(table, from, to);
        }
        OnnxTensor filled = tensor(rows);
        memory.clear();
        unfit = builder.write(table, from, to, memory) > 0;
        return filled;
    }

    /** Adds why rows of the last fill do not fit the tensor's type; a value that does not fit was written as 0. */
    void findUnfit(FeatureTable table, int from, int to, Map<Integer, String> problems) {
        for (int row = from; unfit && row < to; row++) {
            Optional<String> problem = builder.problem(table, row);
            if (problem.isPresent()) {
                problems.putIfAbsent(row, problem.get());
            }
        }
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
    private OnnxTensor fillTexts(FeatureTable table, int from, int to) throws OrtException {
        int count = (to - from) * binding.width();
        if (texts.length != count) {
            texts = new String[count];
        }
        builder.write(table, from, to, texts);
        close();
        OnnxTensor created = OnnxTensor.createTensor(environment, texts, binding.shape(to - from));
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
