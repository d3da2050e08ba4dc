package io.riffle.format.avro;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding in an array. Avro's own decoder allocates what a length says before it looks whether that many
 * bytes are there; here no length is believed, and items without bytes are counted.
 */
final class BoundedDecoder extends Decoder {
    /** Items of arrays and maps in one value: some take no bytes, and ten bytes could promise any number of them. */
    private static final long MOST_ITEMS = 1 << 20;

    private static final byte[] NONE = {};
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = NONE;
    private int at;
    private long items;

    /** Goes to a value. */
    BoundedDecoder on(byte[] value, int start) {
        bytes = value;
        at = start;
        items = 0;
        return this;
    }

    /** How many bytes were not read. */
    int remaining() {
        return bytes.length - at;
    }

    @Override
    public void readNull() {
        // takes no bytes
    }

    @Override
    public boolean readBoolean() throws IOException {
        need(1);
        byte value = bytes[at++];
        if (value != 0 && value != 1) {
            throw new AvroRuntimeException("a boolean must be the byte 0 or 1: was " + value);
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroRuntimeException("an int must have 32 bits: was " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long raw = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            need(1);
            byte next = bytes[at++];
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new AvroRuntimeException("a long must have at most 10 bytes: has more");
    }

    @Override
    public float readFloat() throws IOException {
        need(Float.BYTES);
        int bits = little(Float.BYTES);
        at += Float.BYTES;
        return Float.intBitsToFloat(bits);
    }

    @Override
    public double readDouble() throws IOException {
        need(Double.BYTES);
        long low = little(Integer.BYTES) & 0xFFFFFFFFL;
        at += Integer.BYTES;
        long high = little(Integer.BYTES);
        at += Integer.BYTES;
        return Double.longBitsToDouble(high << Integer.SIZE | low);
    }

    private int little(int length) {
        int bits = 0;
        for (int i = length - 1; i >= 0; i--) {
            bits = bits << Byte.SIZE | (bytes[at + i] & 0xFF);
        }
        return bits;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            checkText(length);
        }
        at += length;
        return text;
    }

    /** Java puts a mark for bytes that are no text; only the bytes tell whether it was there before. */
    private void checkText(int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
        } catch (CharacterCodingException notText) {
            throw new AvroRuntimeException("a string must be UTF-8: is not", notText);
        }
    }

    @Override
    public void skipString() throws IOException {
        skip();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int length = length();
        ByteBuffer read = ByteBuffer.wrap(bytes, at, length).slice();
        at += length;
        return read;
    }

    @Override
    public void skipBytes() throws IOException {
        skip();
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        need(length);
        System.arraycopy(bytes, at, target, start, length);
        at += length;
    }

    @Override
    public void skipFixed(int length) throws IOException {
        need(length);
        at += length;
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return block();
    }

    @Override
    public long arrayNext() throws IOException {
        return block();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return block();
    }

    @Override
    public long mapNext() throws IOException {
        return block();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    /** The number of items in the next block; a negative one is followed by the block's length in bytes. */
    private long block() throws IOException {
        long count = readLong();
        if (count < 0) {
            length();
            count = -count;
        }
        items += count;
        if (count < 0 || items > MOST_ITEMS) {
            throw new AvroRuntimeException("a value must have at most " + MOST_ITEMS + " items: has more");
        }
        return count;
    }

    /** Blocks with a length are skipped here; gives the number of items of the first one without. */
    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            skip();
            count = readLong();
        }
        items += count;
        if (items > MOST_ITEMS) {
            throw new AvroRuntimeException("a value must have at most " + MOST_ITEMS + " items: has more");
        }
        return count;
    }

    private void skip() throws IOException {
        int length = length();
        at += length;
    }

    private int length() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new EOFException(
                    "a length must be within the value: was " + length + " with " + remaining() + " bytes left");
        }
        return (int) length;
    }

    private void need(int length) throws EOFException {
        if (length > remaining()) {
            throw new EOFException("the value must have all bytes of its schema: ended too early");
        }
    }
}
