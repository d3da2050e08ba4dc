package io.riffle.scoring.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.riffle.feature.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory outside the heap that Java and the runtime both read and write: nothing is copied between them. */
final class NativeMemory {
    private NativeMemory() {}

    static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** The same memory if it is large enough, otherwise new memory, at least twice as large. */
    static ByteBuffer atLeast(ByteBuffer memory, int bytes) {
        return memory.capacity() >= bytes
                ? memory
                : allocate(Math.max(bytes, Math.min(memory.capacity(), Integer.MAX_VALUE / 2) * 2));
    }

    static int bytes(int rows, int width, TensorType type) {
        return Math.multiplyExact(Math.multiplyExact(rows, width), type.bytes());
    }

    /** A tensor that is a view of the first bytes of the memory. */
    static OnnxTensor tensor(OrtEnvironment environment, ByteBuffer memory, int bytes, TensorType type, long[] shape)
            throws OrtException {
        memory.clear().limit(bytes);
        return switch (type) {
            case FLOAT32 -> OnnxTensor.createTensor(environment, memory.asFloatBuffer(), shape);
            case FLOAT64 -> OnnxTensor.createTensor(environment, memory.asDoubleBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(environment, memory.asLongBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(environment, memory.asIntBuffer(), shape);
            case FLOAT16 -> OnnxTensor.createTensor(environment, memory, shape, OnnxJavaType.FLOAT16);
            case UINT8 -> OnnxTensor.createTensor(environment, memory, shape, OnnxJavaType.UINT8);
            case BOOL -> OnnxTensor.createTensor(environment, memory, shape, OnnxJavaType.BOOL);
            case STRING -> throw new IllegalArgumentException("strings have no fixed size");
        };
    }
}
