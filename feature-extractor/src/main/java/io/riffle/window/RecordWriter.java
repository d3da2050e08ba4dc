package io.riffle.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Appends numbers in few bytes to a buffer that is reused from record to record. {@link RecordReader} reads them. */
final class RecordWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

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

    void writeDouble(double value) {
        room(Long.BYTES);
        LONG.set(bytes, position, Double.doubleToRawLongBits(value));
        position += Long.BYTES;
    }

    /** Bytes of another record, as they are. */
    void writeBytes(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, position, to - from);
        position += to - from;
    }

    /** The other writer's content, preceded by its length. */
    void writeBlock(RecordWriter block) {
        writeUnsigned(block.position);
        writeBytes(block.bytes, 0, block.position);
    }

    private void room(int more) {
        if (position + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
        }
    }
}
