package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxJavaType;
import io.riffle.feature.TensorType;
import java.util.Optional;

/** ONNX Runtime's names of element types and ours. */
final class TensorTypes {
    private TensorTypes() {}

    static Optional<TensorType> of(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Optional.of(TensorType.FLOAT32);
            case FLOAT16 -> Optional.of(TensorType.FLOAT16);
            case DOUBLE -> Optional.of(TensorType.FLOAT64);
            case INT64 -> Optional.of(TensorType.INT64);
            case INT32 -> Optional.of(TensorType.INT32);
            case UINT8 -> Optional.of(TensorType.UINT8);
            case BOOL -> Optional.of(TensorType.BOOL);
            case STRING -> Optional.of(TensorType.STRING);
            case INT8, INT16, BFLOAT16, UNKNOWN -> Optional.empty();
        };
    }
}
