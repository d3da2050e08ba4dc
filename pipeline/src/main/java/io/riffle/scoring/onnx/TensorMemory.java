package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riffle.feature.HalfFloat;
import io.riffle.feature.TensorType;
import io.riffle.scoring.Tensor;
import java.nio.ByteBuffer;

/** Copies tensors into the runtime's memory. */
final class TensorMemory {
    private TensorMemory() {}

    static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor) throws OrtException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        if (tensor.type() == TensorType.STRING) {
            return OnnxTensor.createTensor(environment, (String[]) tensor.values(), shape);
        }
        int bytes = NativeMemory.bytes(tensor.rows(), tensor.width(), tensor.type());
        ByteBuffer memory = NativeMemory.allocate(bytes);
        fill(memory, tensor);
        return NativeMemory.tensor(environment, memory, bytes, tensor.type(), shape);
    }

    private static void fill(ByteBuffer memory, Tensor tensor) {
        switch (tensor.type()) {
            case FLOAT32 -> memory.asFloatBuffer().put((float[]) tensor.values());
            case FLOAT64 -> memory.asDoubleBuffer().put((double[]) tensor.values());
            case INT64 -> memory.asLongBuffer().put((long[]) tensor.values());
            case INT32 -> memory.asIntBuffer().put((int[]) tensor.values());
            case FLOAT16 -> putHalves(memory, (float[]) tensor.values());
            case UINT8 -> putBytes(memory, (int[]) tensor.values());
            case BOOL -> putTruths(memory, (boolean[]) tensor.values());
            case STRING -> throw new IllegalArgumentException("strings have no fixed size");
        }
    }

    private static void putHalves(ByteBuffer memory, float[] values) {
        for (float value : values) {
            memory.putShort(HalfFloat.bits(value));
        }
    }

    private static void putBytes(ByteBuffer memory, int[] values) {
        for (int value : values) {
            memory.put((byte) value);
        }
    }

    private static void putTruths(ByteBuffer memory, boolean[] values) {
        for (boolean value : values) {
            memory.put((byte) (value ? 1 : 0));
        }
    }
}
