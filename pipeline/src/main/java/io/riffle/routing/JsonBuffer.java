package io.riffle.routing;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 into an array that is reused from record to record. It knows values only; commas and brackets are
 * the caller's. A generator of Jackson would check the structure again for every record, at about twice the cost.
 */
final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 32;
    /** Six bytes: an escape such as {@code \}{@code u001f}. */
    private static final int LONGEST_CHARACTER = 6;

    /** Up to here the shortest text of a double is the decimal that it was read from. */
    private static final double FIFTEEN_DIGITS = 1e15;

    private byte[] bytes = new byte[1024];
    /** The last float and its text: a score stands in the outputs and again beside them. */
    private int lastBits = Float.floatToRawIntBits(Float.NaN);

    private String lastText = "";
    private int length;

    /** Forgets what was written. */
    void clear() {
        length = 0;
    }

    /** A copy of what was written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Text that is JSON already. */
    JsonBuffer raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    JsonBuffer raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonBuffer number(long value) {
        reserve(LONGEST_NUMBER);
        length = NumberOutput.outputLong(value, bytes, length);
        return this;
    }

    /** The shortest text that reads as the same double; whole numbers without fraction; null if it is not finite. */
    JsonBuffer number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < FIFTEEN_DIGITS) {
            return number((long) value);
        }
        if (hundredths(value)) {
            return this;
        }
        return Double.isFinite(value) ? ascii(NumberOutput.toString(value, true)) : nothing();
    }

    /**
     * Amounts, and the sums of windows, have two decimal places: their digits are those of a whole number. Two different
     * decimals of at most 15 digits never are the same double, so this is the shortest text. A third of the time of the
     * general way, and no garbage.
     */
    private boolean hundredths(double value) {
        double scaled = value * 100;
        if (!(Math.abs(scaled) < FIFTEEN_DIGITS)) {
            return false;
        }
        long whole = (long) scaled;
        if (whole != scaled || whole / 100.0 != value) {
            return false;
        }
        long cents = Math.abs(whole);
        if (value < 0) {
            raw('-');
        }
        number(cents / 100);
        raw('.');
        raw((char) ('0' + cents / 10 % 10));
        if (cents % 10 != 0) {
            raw((char) ('0' + cents % 10));
        }
        return true;
    }

    /** The shortest text that reads as the same float; null if it is not finite. */
    JsonBuffer number(float value) {
        if (!Float.isFinite(value)) {
            return nothing();
        }
        int bits = Float.floatToRawIntBits(value);
        if (bits != lastBits) {
            lastBits = bits;
            lastText = NumberOutput.toString(value, true);
        }
        return ascii(lastText);
    }

    JsonBuffer truth(boolean value) {
        return ascii(value ? "true" : "false");
    }

    JsonBuffer nothing() {
        return ascii("null");
    }

    /** A JSON string. */
    JsonBuffer string(String text) {
        raw('"');
        characters(text);
        return raw('"');
    }

    /** The inside of a JSON string. */
    JsonBuffer characters(String text) {
        int end = text.length();
        reserve(end * LONGEST_CHARACTER);
        for (int i = 0; i < end; i++) {
            char character = text.charAt(i);
            if (character < 0x80) {
                ascii(character);
            } else if (Character.isHighSurrogate(character)
                    && i + 1 < end
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                fourBytes(Character.toCodePoint(character, text.charAt(++i)));
            } else {
                beyondAscii(character);
            }
        }
        return this;
    }

    private void ascii(char character) {
        if (character >= ' ' && character != '"' && character != '\\') {
            bytes[length++] = (byte) character;
            return;
        }
        if (character < ' ') {
            escape(character);
            return;
        }
        bytes[length++] = '\\';
        bytes[length++] = (byte) character;
    }

    private void beyondAscii(char character) {
        if (Character.isSurrogate(character)) {
            escape(character);
            return;
        }
        if (character < 0x800) {
            bytes[length++] = (byte) (0xC0 | (character >> 6));
        } else {
            bytes[length++] = (byte) (0xE0 | (character >> 12));
            bytes[length++] = (byte) (0x80 | ((character >> 6) & 0x3F));
        }
        bytes[length++] = (byte) (0x80 | (character & 0x3F));
    }

    private void fourBytes(int codePoint) {
        bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    /** Also half of a surrogate pair: UTF-8 has no bytes for it, but JSON has an escape. */
    private void escape(char character) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(character >> shift) & 0xF];
        }
    }

    @SuppressWarnings("deprecation") // copies the low bytes of ASCII text without an encoder
    private JsonBuffer ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
