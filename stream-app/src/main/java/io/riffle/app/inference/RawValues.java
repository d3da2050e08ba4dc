package io.riffle.app.inference;

import io.riffle.feature.HalfFloat;
import io.riffle.feature.TensorType;
import io.riffle.scoring.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values of tensors as raw bytes: little-endian, row by row; texts with their length in four bytes in front. */
public final class RawValues {
    private RawValues() {}

    /**
     * An array as {@link Tensor} has it.
     *
     * @throws IllegalArgumentException if the bytes are no values of the type
     */
    public static Object values(TensorType type, ByteBuffer raw) {
        ByteBuffer bytes = raw.slice().order(ByteOrder.LITTLE_ENDIAN);
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
            texts.add(text(bytes.slice(bytes.position(), length), texts.size()));
            bytes.position(bytes.position() + length);
        }
        return texts.toArray(String[]::new);
    }

    /** Models read texts, not bytes: what is none would be another text to them. */
    public static String text(ByteBuffer utf8, int index) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException invalid) {
            throw new IllegalArgumentException("must have texts in UTF-8: text " + index + " is not");
        }
    }

    /** The values, ready to be read. */
    public static ByteBuffer bytes(Tensor tensor) {
        if (tensor.type() == TensorType.STRING) {
            return texts((String[]) tensor.values());
        }
        int count = Math.multiplyExact(tensor.rows(), tensor.width());
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.multiplyExact(count, tensor.type().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            put(tensor, i, bytes);
        }
        return bytes.flip();
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

    private static ByteBuffer texts(String[] values) {
        byte[][] texts = new byte[values.length][];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i].getBytes(StandardCharsets.UTF_8);
            size = Math.addExact(size, Integer.BYTES + texts[i].length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] text : texts) {
            bytes.putInt(text.length).put(text);
        }
        return bytes.flip();
    }
}
