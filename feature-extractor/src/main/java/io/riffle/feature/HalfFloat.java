package io.riffle.feature;

/** 16-bit floating-point numbers (IEEE 754 binary16), which Java has no type for before version 20. */
public final class HalfFloat {
    private static final double LEAST_NORMAL = 0x1p-14;
    /** From half a step above the greatest number, 65504, on a number rounds to infinity. */
    private static final double INFINITE = 65520;

    private static final int INFINITY_BITS = 0x7c00;
    private static final int NAN_BITS = 0x7e00;
    private static final int FRACTION_BITS = 10;
    private static final int BIAS = 15;

    private HalfFloat() {}

    /** The nearest one's bits; ties go to the even one, and what is too large becomes infinite. */
    public static short bits(double value) {
        int sign = (int) (Double.doubleToRawLongBits(value) >>> 48) & 0x8000;
        double size = Math.abs(value);
        if (Double.isNaN(size)) {
            return (short) (sign | NAN_BITS);
        }
        if (size >= INFINITE) {
            return (short) (sign | INFINITY_BITS);
        }
        if (size < LEAST_NORMAL) {
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        int exponent = Math.getExponent(size);
        int fraction = (int) Math.rint(Math.scalb(size, FRACTION_BITS - exponent)) - (1 << FRACTION_BITS);
        // A fraction that was rounded up to the next power of two carries into the exponent, as it must.
        return (short) (sign | (((exponent + BIAS) << FRACTION_BITS) + fraction));
    }

    public static float value(short bits) {
        int exponent = (bits >> FRACTION_BITS) & 0x1f;
        int fraction = bits & 0x3ff;
        float size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = fraction * 0x1p-24f;
        } else {
            size = Math.scalb(fraction + 1024f, exponent - BIAS - FRACTION_BITS);
        }
        return bits < 0 ? -size : size;
    }
}
