package io.riffle.decode.flat;

import io.riffle.decode.value.Utf8Check;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one event, read from left to right. Every method that takes something answers false if that is not what
 * comes next, or if it is there in a form that only the complete reader understands, as escapes in texts. Not thread-safe.
 */
final class FlatInput {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** Longer ones are no usual numbers. */
    private static final int LONGEST_INTEGER = 512;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final Utf8Check utf8 = new Utf8Check();
    private byte[] bytes = NULL;
    private int at;
    private int textStart;
    private int textLength;
    private boolean ascii;

    void open(byte[] event) {
        bytes = event;
        at = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    /** Goes to a position, for example back, to read the same once more. */
    void moveTo(int position) {
        at = position;
    }

    /** The next byte, 0 at the end. */
    byte peek() {
        return at < bytes.length ? bytes[at] : 0;
    }

    boolean isAtEnd() {
        return at >= bytes.length;
    }

    void skipSpace() {
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte value) {
        return value <= ' ' && (value == ' ' || value == '\n' || value == '\r' || value == '\t');
    }

    /** Takes one character of ASCII. */
    boolean take(char expected) {
        if (at < bytes.length && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes exactly these bytes. */
    boolean take(byte[] expected) {
        int after = at + expected.length;
        if (after <= bytes.length && Arrays.equals(bytes, at, after, expected, 0, expected.length)) {
            at = after;
            return true;
        }
        return false;
    }

    boolean takeNull() {
        return take(NULL);
    }

    boolean takeTrue() {
        return take(TRUE);
    }

    boolean takeFalse() {
        return take(FALSE);
    }

    /** Takes a text in quotes without escapes, control characters and DEL, in strict UTF-8. */
    boolean takeText() {
        if (!take('"')) {
            return false;
        }
        textStart = at;
        ascii = true;
        int quote = stop(at);
        while (quote < bytes.length && bytes[quote] < 0) {
            ascii = false;
            quote = stop(quote + 1);
        }
        if (quote >= bytes.length || bytes[quote] != '"') {
            return false;
        }
        textLength = quote - textStart;
        at = quote + 1;
        return ascii || utf8.firstInvalid(bytes, textStart, textLength) < 0;
    }

    /** Takes an integer as a text of its digits: all of them, but no -0, fraction or exponent. */
    boolean takeInteger() {
        textStart = at;
        ascii = true;
        int position = at;
        if (position < bytes.length && bytes[position] == '-') {
            position++;
        }
        int digits = position;
        while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
            position++;
        }
        textLength = position - textStart;
        boolean leadingZero =
                position > digits && bytes[digits] == '0' && (position > digits + 1 || digits > textStart);
        boolean unusual = position == digits || leadingZero || textLength > LONGEST_INTEGER;
        if (unusual || (position < bytes.length && isPartOfNumber(bytes[position]))) {
            return false;
        }
        at = position;
        return true;
    }

    private static boolean isPartOfNumber(byte value) {
        return value == '.' || value == 'e' || value == 'E';
    }

    /** Where the text that was taken last begins. */
    int textStart() {
        return textStart;
    }

    /** How many bytes the text that was taken last has. */
    int textLength() {
        return textLength;
    }

    /** Whether the text that was taken last has no characters beyond ASCII. */
    boolean isAscii() {
        return ascii;
    }

    /** The text that was taken last. */
    String text() {
        return new String(bytes, textStart, textLength, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** The first byte from there on that is not a visible character of ASCII or a space, or that is a quote or backslash. */
    private int stop(int from) {
        int position = from;
        while (position + Long.BYTES <= bytes.length) {
            long stops = stops((long) WORDS.get(bytes, position));
            if (stops != 0) {
                return position + (Long.numberOfTrailingZeros(stops) >> 3);
            }
            position += Long.BYTES;
        }
        while (position < bytes.length && !isStop(bytes[position])) {
            position++;
        }
        return position;
    }

    private static boolean isStop(byte value) {
        return value < ' ' || value == '"' || value == '\\' || value == 0x7F;
    }

    /** The same for eight bytes: the high bit of each. Bits above the first one may be wrong, as borrows run upwards. */
    private static long stops(long word) {
        long control = word - (' ' * ONES);
        long quote = (word ^ ('"' * ONES)) - ONES;
        long backslash = (word ^ ('\\' * ONES)) - ONES;
        long delete = word + ONES;
        return (control | quote | backslash | delete | word) & HIGH_BITS;
    }
}
