package io.riffle.model.graph;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.riffle.settings.ShownText;
import java.util.List;

/** The rules for one constant tensor of a model: its data are inside the file, and as many as its shape says. */
final class TensorCheck {
    private final long maxBytes;
    private final List<String> problems;

    TensorCheck(long maxBytes, List<String> problems) {
        this.maxBytes = maxBytes;
        this.problems = problems;
    }

    void check(TensorProto tensor) {
        if (tensor.getDataLocation() == DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            problem(tensor.getName(), "must be inside the model file: refers to another file" + location(tensor));
            return;
        }
        long elements = elements(tensor.getName(), tensor.getDimsList());
        if (elements > present(tensor)) {
            problem(
                    tensor.getName(),
                    "must have a value for each of its " + elements + " elements: has " + present(tensor));
        }
    }

    /** The runtime makes sparse tensors dense: a small file could ask for any amount of memory. */
    void check(SparseTensorProto sparse) {
        check(sparse.getValues());
        check(sparse.getIndices());
        String name = sparse.getValues().getName();
        long elements = elements(name, sparse.getDimsList());
        int bytes = Math.max(1, bits(sparse.getValues().getDataType()) / 8);
        if (elements > maxBytes / bytes) {
            problem(name, "must take at most " + maxBytes + " bytes: declares " + elements + " elements");
        }
    }

    /** The number of elements of a shape; 0 if the shape is reported as a problem. */
    private long elements(String name, List<Long> dimensions) {
        long elements = 1;
        try {
            for (long dimension : dimensions) {
                if (dimension < 0) {
                    problem(name, "must have no negative dimension: has the shape " + shown(dimensions));
                    return 0;
                }
                elements = Math.multiplyExact(elements, dimension);
            }
            return elements;
        } catch (ArithmeticException overflow) {
            problem(name, "must have a possible size: has the shape " + shown(dimensions));
            return 0;
        }
    }

    private static long present(TensorProto tensor) {
        int bits = bits(tensor.getDataType());
        if (tensor.hasRawData() && bits > 0) {
            return tensor.getRawData().size() * 8L / bits;
        }
        DataType type = DataType.forNumber(tensor.getDataType());
        if (type == null) {
            return 0;
        }
        return switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case COMPLEX64 -> tensor.getFloatDataCount() / 2;
            case DOUBLE -> tensor.getDoubleDataCount();
            case COMPLEX128 -> tensor.getDoubleDataCount() / 2;
            case INT64 -> tensor.getInt64DataCount();
            case UINT32, UINT64 -> tensor.getUint64DataCount();
            case STRING -> tensor.getStringDataCount();
            default -> bits == 4 ? tensor.getInt32DataCount() * 2L : tensor.getInt32DataCount();
        };
    }

    /** Bits of one element in raw data; 0 for strings and for types that are not known. */
    private static int bits(int dataType) {
        DataType type = DataType.forNumber(dataType);
        if (type == null) {
            return 0;
        }
        return switch (type) {
            case UNDEFINED, STRING -> 0;
            case COMPLEX128 -> 128;
            case INT64, UINT64, DOUBLE, COMPLEX64 -> 64;
            case FLOAT, INT32, UINT32 -> 32;
            case UINT16, INT16, FLOAT16, BFLOAT16 -> 16;
            case UINT4, INT4 -> 4;
            default -> 8;
        };
    }

    private static String location(TensorProto tensor) {
        return tensor.getExternalDataList().stream()
                .filter(entry -> entry.getKey().equals("location"))
                .findFirst()
                .map(entry -> " '" + ShownText.cut(entry.getValue()) + "'")
                .orElse("");
    }

    private static String shown(List<Long> dimensions) {
        return dimensions.size() > 8 ? dimensions.subList(0, 8) + "..." : dimensions.toString();
    }

    private void problem(String name, String text) {
        problems.add("tensor '" + ShownText.cut(name) + "' " + text);
    }
}
