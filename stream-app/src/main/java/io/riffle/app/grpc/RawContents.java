package io.riffle.app.grpc;

import com.google.protobuf.ByteString;
import io.riffle.feature.HalfFloat;
import io.riffle.feature.TensorType;
import io.riffle.scoring.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values of tensors as raw bytes: little-endian, row by row; texts with their length in four bytes in front. */
final class RawContents {
    private RawContents() {}

    /** @throws IllegalArgumentException if the bytes are no values of the type */
    static Object values(TensorType type, ByteString raw) {
        ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (type == TensorType.STRING) {
            return texts(bytes);
        }
        if (bytes.remaining() % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    "must have " + type.bytes() + " bytes per value: has " + bytes.remaining() + " bytes");
        }
        int count = bytes.remaining() / type.bytes();
        return switch (type) {
            case FLOAT16 -> halves(bytes, count);
            case FLOAT32 -> {
                float[] values = new float[count];
                bytes.asFloatBuffer().get(values);
                yield values;
            }
            case FLOAT64 -> {
                double[] values = new double[count];
                bytes.asDoubleBuffer().get(values);
                yield values;
            }
            case INT64 -> {
                long[] values = new long[count];
                bytes.asLongBuffer().get(values);
                yield values;
            }
            case INT32 -> {
                int[] values = new int[count];
                bytes.asIntBuffer().get(values);
                yield values;
            }
            case UINT8 -> unsigned(bytes, count);
            case BOOL -> truths(bytes, count);
            case STRING -> throw new IllegalArgumentException("texts have no fixed size");
        };
    }

    private static float[] halves(ByteBuffer bytes, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = HalfFloat.value(bytes.getShort());
        }
        return values;
    }

    private static int[] unsigned(ByteBuffer bytes, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = Byte.toUnsignedInt(bytes.get());
        }
        return values;
    }

    private static boolean[] truths(ByteBuffer bytes, int count) {
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.get() != 0;
        }
        return values;
    }

    private static String[] texts(ByteBuffer bytes) {
        List<String> texts = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new IllegalArgumentException(
                        "must have the length of each text in front of it: text " + texts.size() + " has not");
            }
            byte[] text = new byte[length];
            bytes.get(text);
            texts.add(new String(text, StandardCharsets.UTF_8));
        }
        return texts.toArray(String[]::new);
    }

    static ByteString bytes(Tensor tensor) {
        if (tensor.type() == TensorType.STRING) {
            return texts((String[]) tensor.values());
        }
        int count = tensor.rows() * tensor.width();
        ByteBuffer bytes = ByteBuffer.allocate(count * tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            put(tensor, i, bytes);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private static void put(Tensor tensor, int index, ByteBuffer bytes) {
        switch (tensor.type()) {
            case FLOAT16 -> bytes.putShort(HalfFloat.bits(((float[]) tensor.values())[index]));
            case FLOAT32 -> bytes.putFloat(((float[]) tensor.values())[index]);
            case FLOAT64 -> bytes.putDouble(((double[]) tensor.values())[index]);
            case INT64 -> bytes.putLong(((long[]) tensor.values())[index]);
            case INT32 -> bytes.putInt(((int[]) tensor.values())[index]);
            case UINT8 -> bytes.put((byte) ((int[]) tensor.values())[index]);
            case BOOL -> bytes.put((byte) (((boolean[]) tensor.values())[index] ? 1 : 0));
            case STRING -> throw new IllegalArgumentException("texts have no fixed size");
        }
    }

    private static ByteString texts(String[] values) {
        ByteString joined = ByteString.EMPTY;
        for (String value : values) {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(text.length)
                    .flip();
            joined = joined.concat(ByteString.copyFrom(length)).concat(ByteString.copyFrom(text));
        }
        return joined;
    }
}
