package io.riffle.app.grpc;

import com.google.protobuf.ByteString;
import io.riffle.app.inference.RawValues;
import io.riffle.feature.TensorType;
import io.riffle.inference.v2.InferTensorContents;
import io.riffle.scoring.Tensor;
import java.util.List;

/** Values of tensors in the repeated fields of the protocol. */
final class Contents {
    private Contents() {}

    /**
     * An array as {@link Tensor} has it; empty if the field of the type is.
     *
     * @throws IllegalArgumentException if a value is none of the type
     */
    static Object values(TensorType type, InferTensorContents contents) {
        return switch (type) {
            case FLOAT16 -> throw new IllegalArgumentException("must come in raw_input_contents: FP16 has no contents");
            case FLOAT32 -> floats(contents.getFp32ContentsList());
            case FLOAT64 ->
                contents.getFp64ContentsList().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
            case INT64 ->
                contents.getInt64ContentsList().stream()
                        .mapToLong(Long::longValue)
                        .toArray();
            case INT32 ->
                contents.getIntContentsList().stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
            case UINT8 ->
                contents.getUintContentsList().stream()
                        .mapToInt(Contents::unsignedByte)
                        .toArray();
            case BOOL -> truths(contents.getBoolContentsList());
            case STRING -> texts(contents.getBytesContentsList());
        };
    }

    private static String[] texts(List<ByteString> values) {
        String[] array = new String[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = RawValues.text(values.get(i).asReadOnlyByteBuffer(), i);
        }
        return array;
    }

    private static int unsignedByte(int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException(
                    "must have values from 0 to 255: has " + Integer.toUnsignedString(value));
        }
        return value;
    }

    private static float[] floats(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private static boolean[] truths(List<Boolean> values) {
        boolean[] array = new boolean[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    static InferTensorContents of(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        int count = tensor.rows() * tensor.width();
        for (int i = 0; i < count; i++) {
            add(tensor, i, contents);
        }
        return contents.build();
    }

    private static void add(Tensor tensor, int index, InferTensorContents.Builder contents) {
        switch (tensor.type()) {
            case FLOAT16 -> throw new IllegalArgumentException("half floats have no contents");
            case FLOAT32 -> contents.addFp32Contents(((float[]) tensor.values())[index]);
            case FLOAT64 -> contents.addFp64Contents(((double[]) tensor.values())[index]);
            case INT64 -> contents.addInt64Contents(((long[]) tensor.values())[index]);
            case INT32 -> contents.addIntContents(((int[]) tensor.values())[index]);
            case UINT8 -> contents.addUintContents(((int[]) tensor.values())[index]);
            case BOOL -> contents.addBoolContents(((boolean[]) tensor.values())[index]);
            case STRING -> contents.addBytesContents(ByteString.copyFromUtf8(((String[]) tensor.values())[index]));
        }
    }
}
