package io.riffle.app.inference;

import io.riffle.scoring.TensorShape;
import java.util.List;

/**
 * A model as the protocol describes it.
 *
 * @param versions that are in use, that of the champion first
 */
public record ModelView(String name, List<String> versions, List<TensorShape> inputs, List<TensorShape> outputs) {
    /** What a session of ONNX Runtime is called in the protocol. */
    public static final String PLATFORM = "onnx_onnxv1";

    public ModelView {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
