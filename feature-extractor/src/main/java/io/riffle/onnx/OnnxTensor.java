package io.riffle.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A constant tensor with its values inside the file. */
public final class OnnxTensor {
    private final String name;
    private final ElementType type;
    private final long[] dimensions;
    private final byte[] values;

    private OnnxTensor(String name, ElementType type, int count, long[] dimensions, byte[] values) {
        if (Arrays.stream(dimensions).reduce(1, Math::multiplyExact) != count) {
            throw new IllegalArgumentException("the tensor '" + name + "' must have as many values as its shape "
                    + Arrays.toString(dimensions) + " says: has " + count);
        }
        this.name = name;
        this.type = type;
        this.dimensions = dimensions.clone();
        this.values = values;
    }

    /** Values row by row; without dimensions, a single value. */
    public static OnnxTensor of(String name, float[] values, long... dimensions) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        littleEndian(bytes).asFloatBuffer().put(values);
        return new OnnxTensor(name, ElementType.FLOAT32, values.length, dimensions, bytes);
    }

    /** Values row by row; without dimensions, a single value. */
    public static OnnxTensor of(String name, double[] values, long... dimensions) {
        byte[] bytes = new byte[values.length * Double.BYTES];
        littleEndian(bytes).asDoubleBuffer().put(values);
        return new OnnxTensor(name, ElementType.FLOAT64, values.length, dimensions, bytes);
    }

    /** Values row by row; without dimensions, a single value. */
    public static OnnxTensor of(String name, long[] values, long... dimensions) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        littleEndian(bytes).asLongBuffer().put(values);
        return new OnnxTensor(name, ElementType.INT64, values.length, dimensions, bytes);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Wire wire() {
        Wire wire = new Wire();
        for (long dimension : dimensions) {
            wire.number(1, dimension);
        }
        return wire.number(2, type.code()).text(8, name).raw(9, values);
    }
}
