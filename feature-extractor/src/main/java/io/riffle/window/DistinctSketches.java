package io.riffle.window;

import java.util.Arrays;

/**
 * How many different values each bucket of a ring saw. Up to {@value #EXACT} values a bucket keeps their 32-bit hashes
 * and the answer is exact but for hash collisions (1 in 3,800 for 1,500 values); a bucket with more becomes a HyperLogLog
 * of 256 registers, with linear counting for small numbers (Flajolet et al. 2007, figure 3): standard error 1.04 / sqrt(256) =
 * 6.5 %. A window is exact when all of its buckets are.
 */
final class DistinctSketches {
    static final int EXACT = 48;

    private static final int REGISTERS = 256;
    private static final int INTS = REGISTERS / Integer.BYTES;
    private static final int DENSE = -1;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

    /** {@value #INTS} ints per bucket: hashes, or four registers each. */
    private final int[] cells;
    /** The number of hashes, or {@value #DENSE}. */
    private final int[] sizes;

    private final byte[] union = new byte[REGISTERS];
    private int[] seen = new int[64];

    DistinctSketches(int slots) {
        cells = new int[slots * INTS];
        sizes = new int[slots];
    }

    void clear(int slot) {
        sizes[slot] = 0;
    }

    void move(int from, int to, int slots) {
        System.arraycopy(cells, from * INTS, cells, to * INTS, slots * INTS);
        System.arraycopy(sizes, from, sizes, to, slots);
    }

    /** Takes over the first slot of others. */
    void take(int slot, DistinctSketches other) {
        System.arraycopy(other.cells, 0, cells, slot * INTS, INTS);
        sizes[slot] = other.sizes[0];
    }

    void add(int slot, int hash) {
        int start = slot * INTS;
        int size = sizes[slot];
        if (size == DENSE) {
            addRegister(start, hash);
            return;
        }
        for (int i = 0; i < size; i++) {
            if (cells[start + i] == hash) {
                return;
            }
        }
        if (size < EXACT) {
            cells[start + size] = hash;
            sizes[slot]++;
            return;
        }
        makeDense(slot);
        addRegister(start, hash);
    }

    /** How many different values the slots {@code from} to {@code to} (exclusive) saw together. */
    double count(int from, int to) {
        int total = 0;
        for (int slot = from; slot < to; slot++) {
            if (sizes[slot] == DENSE) {
                return estimate(from, to);
            }
            total += sizes[slot];
        }
        return exact(from, to, total);
    }

    void write(int slot, RecordWriter writer) {
        int size = sizes[slot];
        writer.writeUnsigned(size == DENSE ? EXACT + 1 : size);
        for (int i = 0; i < (size == DENSE ? INTS : size); i++) {
            writer.writeInt(cells[slot * INTS + i]);
        }
    }

    void read(int slot, RecordReader reader) {
        int size = (int) reader.readUnsigned();
        sizes[slot] = size > EXACT ? DENSE : size;
        for (int i = 0; i < (size > EXACT ? INTS : size); i++) {
            cells[slot * INTS + i] = reader.readInt();
        }
    }

    private void makeDense(int slot) {
        int start = slot * INTS;
        int[] hashes = Arrays.copyOfRange(cells, start, start + EXACT);
        Arrays.fill(cells, start, start + INTS, 0);
        for (int hash : hashes) {
            addRegister(start, hash);
        }
        sizes[slot] = DENSE;
    }

    private void addRegister(int start, int hash) {
        int register = hash >>> 24;
        int shift = (register & 3) * 8;
        int cell = start + (register >>> 2);
        int rank = rank(hash);
        if (rank > ((cells[cell] >>> shift) & 0xFF)) {
            cells[cell] = (cells[cell] & ~(0xFF << shift)) | (rank << shift);
        }
    }

    private static int rank(int hash) {
        return Integer.numberOfLeadingZeros((hash << 8) | 0x80) + 1;
    }

    private double exact(int from, int to, int total) {
        int capacity = Integer.highestOneBit(Math.max(8, total)) * 4;
        if (seen.length < capacity) {
            seen = new int[capacity];
        }
        Arrays.fill(seen, 0, capacity, 0);
        int distinct = 0;
        for (int slot = from; slot < to; slot++) {
            for (int i = 0; i < sizes[slot]; i++) {
                distinct += insert(cells[slot * INTS + i], capacity - 1);
            }
        }
        return distinct;
    }

    private int insert(int hash, int mask) {
        int key = hash == 0 ? 1 : hash;
        int at = key & mask;
        while (seen[at] != 0) {
            if (seen[at] == key) {
                return 0;
            }
            at = (at + 1) & mask;
        }
        seen[at] = key;
        return 1;
    }

    private double estimate(int from, int to) {
        Arrays.fill(union, (byte) 0);
        for (int slot = from; slot < to; slot++) {
            unite(slot);
        }
        double sum = 0;
        int zeros = 0;
        for (byte rank : union) {
            sum += 1.0 / (1L << rank);
            zeros += rank == 0 ? 1 : 0;
        }
        double raw = ALPHA * REGISTERS * REGISTERS / sum;
        return raw <= 2.5 * REGISTERS && zeros > 0 ? REGISTERS * Math.log((double) REGISTERS / zeros) : raw;
    }

    private void unite(int slot) {
        int start = slot * INTS;
        for (int i = 0; i < sizes[slot]; i++) {
            int hash = cells[start + i];
            union[hash >>> 24] = (byte) Math.max(union[hash >>> 24], rank(hash));
        }
        for (int register = 0; sizes[slot] == DENSE && register < REGISTERS; register++) {
            int rank = (cells[start + (register >>> 2)] >>> ((register & 3) * 8)) & 0xFF;
            union[register] = (byte) Math.max(union[register], rank);
        }
    }
}
