package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorType;
import io.riffle.scoring.output.InputBinding;
import io.riffle.scoring.output.InputRows;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One task's memory for one model input. A tensor is a view of the memory and is kept while the row count stays. */
final class InputTensor implements AutoCloseable {
    private final OrtEnvironment environment;
    private final InputRows rows;
    private ByteBuffer memory = NativeMemory.allocate(0);
    private @Nullable OnnxTensor tensor;
    private int tensorRows;

    InputTensor(OrtEnvironment environment, InputRows rows) {
        this.environment = environment;
        this.rows = rows;
    }

    InputRows rows() {
        return rows;
    }

    String name() {
        return rows.name();
    }

    /** The rows {@code from} (inclusive) to {@code to} (exclusive) as a tensor that is valid until the next call. */
    OnnxTensor fill(FeatureTable table, int from, int to) throws OrtException {
        if (rows.binding().spec().type() == TensorType.STRING) {
            return fillTexts(rows.texts(table, from, to), rows.fed(to - from));
        }
        OnnxTensor filled = tensor(rows.fed(to - from));
        rows.write(table, from, to, memory);
        return filled;
    }

    private OnnxTensor tensor(int wanted) throws OrtException {
        if (tensor != null && tensorRows == wanted) {
            return tensor;
        }
        close();
        InputBinding binding = rows.binding();
        int bytes = NativeMemory.bytes(wanted, binding.width(), binding.spec().type());
        memory = NativeMemory.atLeast(memory, bytes);
        OnnxTensor created =
                NativeMemory.tensor(environment, memory, bytes, binding.spec().type(), binding.shape(wanted));
        tensor = created;
        tensorRows = wanted;
        return created;
    }

    /** The runtime copies strings, so their tensor is made anew each time. */
    private OnnxTensor fillTexts(String[] texts, int wanted) throws OrtException {
        close();
        OnnxTensor created =
                OnnxTensor.createTensor(environment, texts, rows.binding().shape(wanted));
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
