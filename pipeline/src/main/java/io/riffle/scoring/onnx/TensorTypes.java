package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.riffle.feature.TensorType;
import java.util.Locale;
import java.util.Optional;

/**
 * ONNX Runtime's names of element types and ours. A tensor's type is the model's and not the one of Java: that takes
 * unsigned numbers for signed ones, and a tensor that is made so fails in every run.
 */
final class TensorTypes {
    private static final String PREFIX = "ONNX_TENSOR_ELEMENT_DATA_TYPE_";

    private TensorTypes() {}

    static Optional<TensorType> of(TensorInfo tensor) {
        return switch (tensor.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Optional.of(TensorType.FLOAT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Optional.of(TensorType.FLOAT16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Optional.of(TensorType.FLOAT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Optional.of(TensorType.INT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Optional.of(TensorType.INT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Optional.of(TensorType.UINT8);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Optional.of(TensorType.BOOL);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Optional.of(TensorType.STRING);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ -> Optional.empty();
        };
    }

    /** Of the values of maps, which are of no other type than these. */
    static Optional<TensorType> ofMapValue(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Optional.of(TensorType.FLOAT32);
            case DOUBLE -> Optional.of(TensorType.FLOAT64);
            case INT64 -> Optional.of(TensorType.INT64);
            case STRING -> Optional.of(TensorType.STRING);
            case INT8, INT16, INT32, UINT8, BOOL, FLOAT16, BFLOAT16, UNKNOWN -> Optional.empty();
        };
    }

    /** As in manifests, for example {@code uint32}. */
    static String shown(TensorInfo tensor) {
        return of(tensor)
                .map(TensorType::label)
                .orElseGet(
                        () -> tensor.onnxType.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT));
    }
}
