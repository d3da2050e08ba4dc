package io.riffle.decode.flat;

import com.fasterxml.jackson.core.io.NumberInput;
import io.riffle.decode.value.NumberSyntax;

/**
 * Reads one number of JSON from bytes; the value is correctly rounded. Not thread-safe.
 *
 * <p>Digits that make up a whole number of at most 2^53 are exact as a double, and so are powers of ten up to 10^22: one
 * multiplication or division of the two is rounded once, and correctly (W. D. Clinger, How to Read Floating Point Numbers
 * Accurately, 1990). Other numbers are left to Jackson, as by {@link NumberSyntax}.
 */
final class FlatNumber {
    /** A long holds that many of any digits, and one more if they are less than 2^63. */
    private static final int MOST_DIGITS = 18;
    /** Longer ones are no usual numbers. */
    private static final int MOST_CHARACTERS = 40;

    private static final int MOST_EXPONENT_DIGITS = 4;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final char[] characters = new char[MOST_CHARACTERS];
    private byte[] bytes = {};
    private int at;
    private int end;
    private long digits;
    private int digitCount;
    private boolean negative;
    private boolean integer;
    private int exponent;
    private double value;

    /** Takes a number, false if there is none, or a long or an infinite one: the complete reader knows what to do. */
    boolean take(FlatInput input) {
        bytes = input.bytes();
        int start = input.position();
        at = start;
        end = Math.min(bytes.length, start + MOST_CHARACTERS);
        digits = 0;
        digitCount = 0;
        negative = skip('-');
        if (!takeInteger()) {
            return false;
        }
        exponent = 0;
        integer = true;
        if (skip('.')) {
            integer = false;
            int point = at;
            if (!takeDigits()) {
                return false;
            }
            exponent = point - at;
        }
        if (skip('e') || skip('E')) {
            integer = false;
            int powers = takeExponent();
            if (powers == Integer.MIN_VALUE) {
                return false;
            }
            exponent += powers;
        }
        boolean cut = at == end && end < bytes.length;
        if (cut || (integer && !isExact())) {
            return false;
        }
        value = integer ? (double) whole() : decimal(start);
        input.moveTo(at);
        return !Double.isInfinite(value);
    }

    /** As 64-bit floating point. */
    double value() {
        return value;
    }

    /** Whether it was written without fraction and exponent. */
    boolean isInteger() {
        return integer;
    }

    /** Whether it is whole, by the rule of {@link NumberSyntax#wholeNumber}. */
    boolean isWhole() {
        return integer || (value == Math.rint(value) && Math.abs(value) <= NumberSyntax.LARGEST_EXACT);
    }

    /** The value of a whole number. */
    long whole() {
        if (!integer) {
            return (long) value;
        }
        return negative ? -digits : digits;
    }

    /** Whether all digits are in {@link #digits}. */
    boolean isExact() {
        return digitCount <= MOST_DIGITS || (digitCount == MOST_DIGITS + 1 && digits >= 0);
    }

    /** All digits, with the sign, as an integer: the number is that times ten to the power of {@link #exponent}. */
    long digits() {
        return negative ? -digits : digits;
    }

    /** The power of ten that the digits are multiplied with. */
    int exponent() {
        return exponent;
    }

    private boolean skip(char character) {
        if (at < end && bytes[at] == character) {
            at++;
            return true;
        }
        return false;
    }

    private boolean takeInteger() {
        boolean zero = at < end && bytes[at] == '0';
        return takeDigits() && !(zero && digitCount > 1);
    }

    private boolean takeDigits() {
        int start = at;
        long sum = digits;
        while (at < end && isDigit(bytes[at])) {
            sum = 10 * sum + (bytes[at] - '0'); // overflows only where the count says so
            at++;
        }
        digits = sum;
        digitCount += at - start;
        return at > start;
    }

    /** The exponent, or the smallest integer if there is none or a very long one. */
    private int takeExponent() {
        boolean negativeExponent = skip('-');
        if (!negativeExponent) {
            skip('+');
        }
        int start = at;
        int exponent = 0;
        while (at < end && isDigit(bytes[at]) && at - start < MOST_EXPONENT_DIGITS) {
            exponent = 10 * exponent + (bytes[at] - '0');
            at++;
        }
        if (at == start || (at < end && isDigit(bytes[at]))) {
            return Integer.MIN_VALUE;
        }
        return negativeExponent ? -exponent : exponent;
    }

    private double decimal(int start) {
        if (digitCount <= MOST_DIGITS && digits <= (1L << 53) && Math.abs(exponent) < POWERS.length) {
            double exact = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
            return negative ? -exact : exact;
        }
        int length = at - start;
        for (int i = 0; i < length; i++) {
            characters[i] = (char) bytes[start + i];
        }
        return NumberInput.parseDouble(characters, 0, length, true);
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
