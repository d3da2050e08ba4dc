package io.riffle.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Appends numbers in few bytes to a buffer that is reused from record to record. {@link RecordReader} reads them. */
final class RecordWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Beyond this a scaled number would need as many bytes as the plain double. */
    private static final double LARGEST_SCALED = 1L << 47;

    private byte[] bytes = new byte[1024];
    private int position;

    void clear() {
        position = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, position);
    }

    void writeByte(int value) {
        room(1);
        bytes[position++] = (byte) value;
    }

    void writeInt(int value) {
        room(Integer.BYTES);
        INT.set(bytes, position, value);
        position += Integer.BYTES;
    }

    /** Seven bits per byte, low bits first; a negative value takes ten bytes. */
    void writeUnsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    void writeSigned(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    /**
     * A double without loss. Amounts of money and whole numbers, which fields mostly hold, are kept as hundredths in
     * two to four bytes (lowest bit 0); everything else as a byte 1 and the eight bytes of the double.
     */
    void writeNumber(double value) {
        double scaled = Math.rint(value * 100.0);
        if (Math.abs(scaled) < LARGEST_SCALED && scaled / 100.0 == value) {
            long hundredths = (long) scaled;
            writeUnsigned(((hundredths << 1) ^ (hundredths >> 63)) << 1);
            return;
        }
        room(1 + Long.BYTES);
        bytes[position] = 1;
        LONG.set(bytes, position + 1, Double.doubleToRawLongBits(value));
        position += 1 + Long.BYTES;
    }

    /** The other writer's content, preceded by its length. */
    void writeBlock(RecordWriter block) {
        writeUnsigned(block.position);
        room(block.position);
        System.arraycopy(block.bytes, 0, bytes, position, block.position);
        position += block.position;
    }

    private void room(int more) {
        if (position + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
        }
    }
}
