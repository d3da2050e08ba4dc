package io.riffle.scoring.output;

import io.riffle.feature.HalfFloat;
import io.riffle.feature.TensorType;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The values of one output for all rows of a batch: an array that is filled from native memory and reused.
 *
 * @param <A> the array's class, for example {@code float[]}
 */
public abstract class OutputValues<A> {
    private static final String[] SMALL_NUMBERS = new String[256];

    static {
        Arrays.setAll(SMALL_NUMBERS, Integer::toString);
    }

    private A values;

    private OutputValues(A none) {
        values = none;
    }

    public static OutputValues<?> of(TensorType type) {
        return switch (type) {
            case FLOAT16, FLOAT32 -> new Floats(type);
            case FLOAT64 -> new Doubles();
            case INT64 -> new Longs();
            case INT32, UINT8 -> new Ints(type);
            case BOOL -> new Booleans();
            case STRING -> new Texts();
        };
    }

    public final A array() {
        return values;
    }

    public final void reserve(int elements) {
        int length = Array.getLength(values);
        if (elements > length) {
            @SuppressWarnings("unchecked") // an array of the same class
            A larger = (A) Array.newInstance(values.getClass().getComponentType(), elements);
            System.arraycopy(values, 0, larger, 0, length);
            values = larger;
        }
    }

    /** Copies numbers in native byte order from the buffer's position on. */
    public abstract void take(ByteBuffer source, int at, int elements);

    /** Copies strings. */
    public void take(String[] source, int at) {
        throw new IllegalStateException("an output of numbers has no strings");
    }

    public abstract double number(int index);

    public abstract String text(int index);

    /** Whether all numbers from one index to another (exclusive) can be published: JSON has no NaN and no infinity. */
    public boolean finite(int from, int to) {
        return true;
    }

    final boolean allFinite(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(number(i))) {
                return false;
            }
        }
        return true;
    }

    private static String shown(long number) {
        return number >= 0 && number < SMALL_NUMBERS.length ? SMALL_NUMBERS[(int) number] : Long.toString(number);
    }

    private static final class Floats extends OutputValues<float[]> {
        private final boolean halves;

        Floats(TensorType type) {
            super(new float[0]);
            halves = type == TensorType.FLOAT16;
        }

        public @Override void take(ByteBuffer source, int at, int elements) {
            if (!halves) {
                source.asFloatBuffer().get(array(), at, elements);
                return;
            }
            for (int i = 0; i < elements; i++) {
                array()[at + i] = HalfFloat.value(source.getShort(source.position() + i * Short.BYTES));
            }
        }

        public @Override double number(int index) {
            return array()[index];
        }

        public @Override String text(int index) {
            return Float.toString(array()[index]);
        }

        public @Override boolean finite(int from, int to) {
            return allFinite(from, to);
        }
    }

    private static final class Doubles extends OutputValues<double[]> {
        Doubles() {
            super(new double[0]);
        }

        public @Override void take(ByteBuffer source, int at, int elements) {
            source.asDoubleBuffer().get(array(), at, elements);
        }

        public @Override double number(int index) {
            return array()[index];
        }

        public @Override String text(int index) {
            return Double.toString(array()[index]);
        }

        public @Override boolean finite(int from, int to) {
            return allFinite(from, to);
        }
    }

    private static final class Longs extends OutputValues<long[]> {
        Longs() {
            super(new long[0]);
        }

        public @Override void take(ByteBuffer source, int at, int elements) {
            source.asLongBuffer().get(array(), at, elements);
        }

        public @Override double number(int index) {
            return array()[index];
        }

        public @Override String text(int index) {
            return shown(array()[index]);
        }
    }

    /** Also of bytes without sign, which Java has no array for. */
    private static final class Ints extends OutputValues<int[]> {
        private final boolean bytes;

        Ints(TensorType type) {
            super(new int[0]);
            bytes = type == TensorType.UINT8;
        }

        public @Override void take(ByteBuffer source, int at, int elements) {
            if (!bytes) {
                source.asIntBuffer().get(array(), at, elements);
                return;
            }
            for (int i = 0; i < elements; i++) {
                array()[at + i] = Byte.toUnsignedInt(source.get(source.position() + i));
            }
        }

        public @Override double number(int index) {
            return array()[index];
        }

        public @Override String text(int index) {
            return shown(array()[index]);
        }
    }

    private static final class Booleans extends OutputValues<boolean[]> {
        Booleans() {
            super(new boolean[0]);
        }

        public @Override void take(ByteBuffer source, int at, int elements) {
            for (int i = 0; i < elements; i++) {
                array()[at + i] = source.get(source.position() + i) != 0;
            }
        }

        public @Override double number(int index) {
            return array()[index] ? 1 : 0;
        }

        public @Override String text(int index) {
            return Boolean.toString(array()[index]);
        }
    }

    private static final class Texts extends OutputValues<String[]> {
        Texts() {
            super(new String[0]);
        }

        public @Override void take(ByteBuffer source, int at, int elements) {
            throw new IllegalStateException("an output of strings has no numbers");
        }

        public @Override void take(String[] source, int at) {
            System.arraycopy(source, 0, array(), at, source.length);
        }

        public @Override double number(int index) {
            return Double.NaN;
        }

        public @Override String text(int index) {
            return array()[index];
        }
    }
}
