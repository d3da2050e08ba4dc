package io.riffle.app.inference;

import io.riffle.feature.TensorType;

/** Arrays as {@link io.riffle.scoring.Tensor} wants them, filled value by value; a value that does not fit is refused. */
final class TensorArrays {
    private static final double LARGEST_HALF = 65504;

    private TensorArrays() {}

    static Object make(TensorType type, int size) {
        return switch (type) {
            case FLOAT16, FLOAT32 -> new float[size];
            case FLOAT64 -> new double[size];
            case INT64 -> new long[size];
            case INT32, UINT8 -> new int[size];
            case BOOL -> new boolean[size];
            case STRING -> new String[size];
        };
    }

    static boolean text(Object array, int index, String value) {
        ((String[]) array)[index] = value;
        return true;
    }

    static boolean truth(Object array, int index, boolean value) {
        ((boolean[]) array)[index] = value;
        return true;
    }

    static boolean whole(Object array, TensorType type, int index, long value) {
        if (type == TensorType.INT64) {
            ((long[]) array)[index] = value;
            return true;
        }
        ((int[]) array)[index] = (int) value;
        return type == TensorType.UINT8 ? value >= 0 && value <= 255 : value == (int) value;
    }

    /** A number that would become infinite is refused; an infinity that was written as such is none. */
    static boolean real(Object array, TensorType type, int index, double value) {
        boolean finite = Double.isFinite(value);
        if (type == TensorType.FLOAT64) {
            ((double[]) array)[index] = value;
            return true;
        }
        ((float[]) array)[index] = (float) value;
        return !finite
                || (type == TensorType.FLOAT16 ? Math.abs(value) <= LARGEST_HALF : !Float.isInfinite((float) value));
    }
}
