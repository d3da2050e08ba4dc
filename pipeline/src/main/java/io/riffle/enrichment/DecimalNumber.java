package io.riffle.enrichment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a decimal number from ASCII bytes. Up to 15 digits without an exponent need no intermediate text: such a
 * mantissa and a power of ten up to 22 are exact doubles, so one division rounds correctly (Clinger 1990, "How to read
 * floating point numbers accurately"). Everything else takes the JDK's way.
 */
final class DecimalNumber {
    private static final int EXACT_DIGITS = 15;
    private static final int LONGEST = 400;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private DecimalNumber() {}

    /** The finite number that stands in these bytes, or NaN. */
    static double parse(ByteBuffer bytes, int from, int to) {
        boolean negative = from < to && bytes.get(from) == '-';
        int first = negative ? from + 1 : from;
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (int i = first; i < to; i++) {
            byte character = bytes.get(i);
            if (character == '.' && point < 0) {
                point = digits;
                continue;
            }
            if (character < '0' || character > '9' || digits == EXACT_DIGITS) {
                return parseAnyLength(bytes, from, to);
            }
            mantissa = mantissa * 10 + (character - '0');
            digits++;
        }
        if (digits == 0) {
            return Double.NaN;
        }
        double value = point < 0 ? mantissa : mantissa / POWERS_OF_TEN[digits - point];
        return negative ? -value : value;
    }

    /** Letters other than the exponent's are refused first: the JDK also reads hexadecimals, suffixes and "NaN". */
    private static double parseAnyLength(ByteBuffer bytes, int from, int to) {
        if (to - from > LONGEST) {
            return Double.NaN;
        }
        byte[] ascii = new byte[to - from];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = bytes.get(from + i);
            if ("0123456789.+-eE".indexOf(ascii[i]) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(new String(ascii, StandardCharsets.US_ASCII));
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
