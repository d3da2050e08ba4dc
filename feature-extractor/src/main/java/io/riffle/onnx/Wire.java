package io.riffle.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One message in the wire format of protocol buffers; fields stand in the order in which they are written. */
final class Wire {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    Wire number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    Wire real(int field, float value) {
        tag(field, FIXED32);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(bits >>> shift);
        }
        return this;
    }

    Wire text(int field, String value) {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Wire message(int field, Wire value) {
        return raw(field, value.toBytes());
    }

    Wire raw(int field, byte[] value) {
        tag(field, BYTES);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** Many whole numbers as one field. */
    Wire packed(int field, long[] values) {
        Wire inner = new Wire();
        for (long value : values) {
            inner.varint(value);
        }
        return message(field, inner);
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
