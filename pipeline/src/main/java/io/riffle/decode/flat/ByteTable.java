package io.riffle.decode.flat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds what belongs to a text by the text's bytes in UTF-8, without making a string of them. */
final class ByteTable<V> {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private byte[][] keys = new byte[8][];
    private @Nullable Object[] values = new Object[8];
    private int size;

    /** Adds a value; of the same key, it takes the place of the former. */
    void put(String text, V value) {
        if (2 * (size + 1) > values.length) {
            grow();
        }
        put(text.getBytes(StandardCharsets.UTF_8), value);
    }

    private void put(byte[] key, Object value) {
        int slot = slot(key, 0, key.length);
        if (values[slot] == null) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    @Nullable
    V find(String text) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        return find(key, 0, key.length);
    }

    @SuppressWarnings("unchecked") // only what put() took is in there
    @Nullable
    V find(byte[] bytes, int start, int length) {
        return (V) values[slot(bytes, start, length)];
    }

    /** Where the key is, or the free slot where it would be. */
    private int slot(byte[] bytes, int start, int length) {
        int mask = values.length - 1;
        int slot = hash(bytes, start, length) & mask;
        while (values[slot] != null && !Arrays.equals(keys[slot], 0, keys[slot].length, bytes, start, start + length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new byte[2 * oldKeys.length][];
        values = new Object[2 * oldValues.length];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            Object value = oldValues[i];
            if (value != null) {
                put(oldKeys[i], value);
            }
        }
    }

    private static int hash(byte[] bytes, int start, int length) {
        long hash = length;
        int end = start + length;
        for (int at = start; at < end; at += Long.BYTES) {
            hash = (hash ^ word(bytes, at, end - at)) * SPREAD;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    /** The next eight bytes, or as many as are left, as a number. */
    private static long word(byte[] bytes, int at, int left) {
        if (at + Long.BYTES <= bytes.length) {
            long word = (long) WORDS.get(bytes, at);
            return left >= Long.BYTES ? word : word & (-1L >>> (Long.SIZE - Byte.SIZE * left));
        }
        long word = 0;
        for (int i = Math.min(left, Long.BYTES) - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (bytes[at + i] & 0xFF);
        }
        return word;
    }
}
