package io.riffle.app.learning;

import io.riffle.app.process.UserProblem;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.graph.CorrectionGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What a learner sees of an event: all numbers that the champion is given, side by side. */
public final class LearnerInputs {
    private final List<TensorBuilder> tensors = new ArrayList<>();

    /** Texts and images are not numbers. */
    public LearnerInputs(ModelContract contract, FeatureSchema schema) throws UserProblem {
        for (TensorSpec spec : contract.inputs()) {
            TensorBuilder tensor = TensorBuilder.create(spec, schema);
            if (isNumbers(spec.type()) && !tensor.readsImage()) {
                tensors.add(tensor);
            }
        }
        if (tensors.isEmpty()) {
            throw new UserProblem("the champion must have an input of type float32, float64, int64 or int32 that is no"
                    + " image, for the learner to see: has none");
        }
    }

    private static boolean isNumbers(TensorType type) {
        return switch (type) {
            case FLOAT32, FLOAT64, INT64, INT32 -> true;
            case FLOAT16, UINT8, BOOL, STRING -> false;
        };
    }

    int width() {
        return tensors.stream().mapToInt(TensorBuilder::width).sum();
    }

    /** As the graph of a model names them. */
    List<CorrectionGraph.Input> ports() {
        return tensors.stream()
                .map(tensor -> new CorrectionGraph.Input(
                        tensor.spec().name(), tensor.spec().type(), tensor.width()))
                .toList();
    }

    List<TensorSpec> specs() {
        return tensors.stream().map(TensorBuilder::spec).toList();
    }

    /** A row that could be scored. */
    double[] of(FeatureTable table, int row) {
        double[] inputs = new double[width()];
        int at = 0;
        for (TensorBuilder tensor : tensors) {
            TensorType type = tensor.spec().type();
            ByteBuffer bytes =
                    ByteBuffer.allocateDirect(tensor.width() * type.bytes()).order(ByteOrder.nativeOrder());
            tensor.write(table, row, row + 1, bytes);
            bytes.flip();
            while (bytes.hasRemaining()) {
                inputs[at++] = next(type, bytes);
            }
        }
        return inputs;
    }

    private static double next(TensorType type, ByteBuffer bytes) {
        return switch (type) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            case INT32 -> bytes.getInt();
            case FLOAT16, UINT8, BOOL, STRING -> Double.NaN;
        };
    }
}
