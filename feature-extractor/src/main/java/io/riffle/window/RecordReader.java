package io.riffle.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** Reads what {@link RecordWriter} wrote; throws {@link IndexOutOfBoundsException} where the bytes end early. */
final class RecordReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int position;

    void open(byte[] record) {
        bytes = record;
        position = 0;
    }

    byte[] record() {
        return bytes;
    }

    int position() {
        return position;
    }

    /** Goes to a position that the record must have. */
    void moveTo(int target) {
        position = Objects.checkIndex(target, bytes.length + 1);
    }

    int readByte() {
        return bytes[position++];
    }

    int readInt() {
        int value = (int) INT.get(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    long readUnsigned() {
        byte first = bytes[position++];
        if (first >= 0) {
            return first;
        }
        long value = first & 0x7F;
        for (int shift = 7; shift < Long.SIZE; shift += 7) {
            byte next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number must end within ten bytes");
    }

    long readSigned() {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    double readDouble() {
        double value = Double.longBitsToDouble((long) LONG.get(bytes, position));
        position += Long.BYTES;
        return value;
    }
}
