package io.riffle.scoring.onnx;

import io.riffle.feature.TensorType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The values of one output for all rows of a batch: an array that is filled from native memory and reused. */
abstract class OutputValues {
    private static final String[] SMALL_NUMBERS = new String[256];

    static {
        Arrays.setAll(SMALL_NUMBERS, Integer::toString);
    }

    static OutputValues of(TensorType type) {
        return switch (type) {
            case FLOAT32 -> new Floats();
            case FLOAT64 -> new Doubles();
            case INT64 -> new Longs();
            case INT32, UINT8 -> new Ints(type);
            case BOOL -> new Booleans();
            case STRING -> new Texts();
        };
    }

    abstract void reserve(int elements);

    /** Copies numbers in native byte order from the buffer's position on. */
    abstract void take(ByteBuffer source, int at, int elements);

    /** Copies strings. */
    void take(String[] source, int at) {
        throw new IllegalStateException("an output of numbers has no strings");
    }

    abstract double number(int index);

    abstract String text(int index);

    /** Whether all numbers from one index to another (exclusive) can be published: JSON has no NaN and no infinity. */
    boolean finite(int from, int to) {
        return true;
    }

    abstract Object array();

    private static String shown(long number) {
        return number >= 0 && number < SMALL_NUMBERS.length ? SMALL_NUMBERS[(int) number] : Long.toString(number);
    }

    private static final class Floats extends OutputValues {
        private float[] values = new float[0];

        @Override
        void reserve(int elements) {
            values = elements > values.length ? Arrays.copyOf(values, elements) : values;
        }

        @Override
        void take(ByteBuffer source, int at, int elements) {
            source.asFloatBuffer().get(values, at, elements);
        }

        @Override
        double number(int index) {
            return values[index];
        }

        @Override
        String text(int index) {
            return Float.toString(values[index]);
        }

        @Override
        boolean finite(int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Float.isFinite(values[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        Object array() {
            return values;
        }
    }

    private static final class Doubles extends OutputValues {
        private double[] values = new double[0];

        @Override
        void reserve(int elements) {
            values = elements > values.length ? Arrays.copyOf(values, elements) : values;
        }

        @Override
        void take(ByteBuffer source, int at, int elements) {
            source.asDoubleBuffer().get(values, at, elements);
        }

        @Override
        double number(int index) {
            return values[index];
        }

        @Override
        String text(int index) {
            return Double.toString(values[index]);
        }

        @Override
        boolean finite(int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Double.isFinite(values[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        Object array() {
            return values;
        }
    }

    private static final class Longs extends OutputValues {
        private long[] values = new long[0];

        @Override
        void reserve(int elements) {
            values = elements > values.length ? Arrays.copyOf(values, elements) : values;
        }

        @Override
        void take(ByteBuffer source, int at, int elements) {
            source.asLongBuffer().get(values, at, elements);
        }

        @Override
        double number(int index) {
            return values[index];
        }

        @Override
        String text(int index) {
            return shown(values[index]);
        }

        @Override
        Object array() {
            return values;
        }
    }

    /** Also of bytes without sign, which Java has no array for. */
    private static final class Ints extends OutputValues {
        private final boolean bytes;
        private int[] values = new int[0];

        Ints(TensorType type) {
            bytes = type == TensorType.UINT8;
        }

        @Override
        void reserve(int elements) {
            values = elements > values.length ? Arrays.copyOf(values, elements) : values;
        }

        @Override
        void take(ByteBuffer source, int at, int elements) {
            if (!bytes) {
                source.asIntBuffer().get(values, at, elements);
                return;
            }
            for (int i = 0; i < elements; i++) {
                values[at + i] = Byte.toUnsignedInt(source.get(source.position() + i));
            }
        }

        @Override
        double number(int index) {
            return values[index];
        }

        @Override
        String text(int index) {
            return shown(values[index]);
        }

        @Override
        Object array() {
            return values;
        }
    }

    private static final class Booleans extends OutputValues {
        private boolean[] values = new boolean[0];

        @Override
        void reserve(int elements) {
            values = elements > values.length ? Arrays.copyOf(values, elements) : values;
        }

        @Override
        void take(ByteBuffer source, int at, int elements) {
            for (int i = 0; i < elements; i++) {
                values[at + i] = source.get(source.position() + i) != 0;
            }
        }

        @Override
        double number(int index) {
            return values[index] ? 1 : 0;
        }

        @Override
        String text(int index) {
            return Boolean.toString(values[index]);
        }

        @Override
        Object array() {
            return values;
        }
    }

    private static final class Texts extends OutputValues {
        private String[] values = new String[0];

        @Override
        void reserve(int elements) {
            values = elements > values.length ? Arrays.copyOf(values, elements) : values;
        }

        @Override
        void take(ByteBuffer source, int at, int elements) {
            throw new IllegalStateException("an output of strings has no numbers");
        }

        @Override
        void take(String[] source, int at) {
            System.arraycopy(source, 0, values, at, source.length);
        }

        @Override
        double number(int index) {
            return Double.NaN;
        }

        @Override
        String text(int index) {
            return values[index];
        }

        @Override
        Object array() {
            return values;
        }
    }
}
