package io.riffle.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory for records of some hundred bytes, in chunks of up to one MiB: an address is an {@code int}, and what is freed is used
 * again for records of the same size. Sizes are rounded up, to units of 32 bytes and by at most an eighth beyond a KiB.
 * Not thread-safe.
 */
final class RecordChunks {
    private static final int UNIT = 32;
    private static final int CHUNK_UNITS = 1 << 15;
    private static final int CHUNK_SHIFT = 15;
    /** Of the first chunk; each further one is twice as large until they are whole: most stores are small. */
    private static final int FIRST_UNITS = 1 << 9;
    /** Below it each number of units is a size of its own. */
    private static final int EXACT_UNITS = 32;

    private static final byte[] GONE = new byte[0];

    private final List<byte[]> chunks = new ArrayList<>();
    private final Map<Integer, Addresses> freed = new HashMap<>();
    private final Addresses freedChunks = new Addresses();
    /** The chunk that is being filled, its first free unit, and how many it has. */
    private int filling = -1;

    private int top;
    private int limit;
    private long freeUnits;
    private long usedUnits;

    /** How many bytes a record of this length takes. */
    static int capacity(int length) {
        return units(length) * UNIT;
    }

    /** The address of a place for a record of this length. */
    int allocate(int length) {
        int units = units(length);
        usedUnits += units;
        if (units > CHUNK_UNITS) {
            return chunk(new byte[units * UNIT]) << CHUNK_SHIFT;
        }
        Addresses same = freed.get(units);
        if (same != null && same.size() > 0) {
            freeUnits -= units;
            return same.pop();
        }
        if (top + units > limit) {
            freeUnits += limit - top;
            limit = Math.max(units, Math.min(CHUNK_UNITS, Math.max(FIRST_UNITS, 2 * limit)));
            filling = chunk(new byte[limit * UNIT]);
            top = 0;
        }
        int address = (filling << CHUNK_SHIFT) + top;
        top += units;
        return address;
    }

    /** Gives a place back. */
    void free(int address, int length) {
        int units = units(length);
        usedUnits -= units;
        if (units > CHUNK_UNITS) {
            chunks.set(address >>> CHUNK_SHIFT, GONE);
            freedChunks.push(address >>> CHUNK_SHIFT);
            return;
        }
        freeUnits += units;
        freed.computeIfAbsent(units, any -> new Addresses()).push(address);
    }

    /** The chunk in which a record lies. */
    byte[] bytes(int address) {
        return chunks.get(address >>> CHUNK_SHIFT);
    }

    /** Where in its chunk a record begins. */
    static int offset(int address) {
        return (address & (CHUNK_UNITS - 1)) * UNIT;
    }

    /** Whether more is free between records than they take, and more than a few chunks. */
    boolean isSparse() {
        return freeUnits > usedUnits + 4L * CHUNK_UNITS;
    }

    private int chunk(byte[] bytes) {
        if (freedChunks.size() > 0) {
            int reused = freedChunks.pop();
            chunks.set(reused, bytes);
            return reused;
        }
        if (chunks.size() == 1 << (Integer.SIZE - CHUNK_SHIFT)) {
            throw new IllegalStateException("a store in memory must have at most 128 GiB");
        }
        chunks.add(bytes);
        return chunks.size() - 1;
    }

    private static int units(int length) {
        int units = (length + UNIT - 1) / UNIT;
        if (units <= EXACT_UNITS) {
            return units;
        }
        int step = Integer.highestOneBit(units) >> 3;
        return (units + step - 1) / step * step;
    }

    /** A stack of addresses. */
    private static final class Addresses {
        private int[] addresses = new int[16];
        private int size;

        int size() {
            return size;
        }

        void push(int address) {
            if (size == addresses.length) {
                addresses = Arrays.copyOf(addresses, size * 2);
            }
            addresses[size++] = address;
        }

        int pop() {
            return addresses[--size];
        }
    }
}
