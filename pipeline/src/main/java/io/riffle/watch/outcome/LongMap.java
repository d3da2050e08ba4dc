package io.riffle.watch.outcome;

import java.util.Arrays;

/**
 * Numbers by number, 16 bytes a slot, without boxes: a million scored events that wait for their labels take 32 MB at most.
 * Open addressing with linear probing; deletion closes the gap (Knuth, TAOCP 3, 6.4, algorithm R).
 */
final class LongMap {
    static final long NONE = -1;
    private static final long FREE = 0;

    private long[] keys = new long[64];
    private long[] values = new long[64];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(keys, FREE);
        size = 0;
    }

    /** The value of a key, or {@link #NONE}. */
    long get(long key) {
        int slot = slot(notFree(key));
        return keys[slot] == FREE ? NONE : values[slot];
    }

    /** Sets a value, not negative, and returns the one before, or {@link #NONE}. */
    long put(long key, long value) {
        long used = notFree(key);
        int slot = slot(used);
        if (keys[slot] != FREE) {
            long before = values[slot];
            values[slot] = value;
            return before;
        }
        keys[slot] = used;
        values[slot] = value;
        size++;
        if (size * 2 > keys.length) {
            grow();
        }
        return NONE;
    }

    /** Removes a key if it has just this value. */
    boolean remove(long key, long value) {
        int slot = slot(notFree(key));
        if (keys[slot] == FREE || values[slot] != value) {
            return false;
        }
        close(slot);
        size--;
        return true;
    }

    private void close(int from) {
        int mask = keys.length - 1;
        int gap = from;
        int slot = from;
        while (true) {
            slot = (slot + 1) & mask;
            if (keys[slot] == FREE) {
                keys[gap] = FREE;
                return;
            }
            int home = home(keys[slot]);
            boolean movable = ((slot - home) & mask) >= ((slot - gap) & mask);
            if (movable) {
                keys[gap] = keys[slot];
                values[gap] = values[slot];
                gap = slot;
            }
        }
    }

    private int slot(long key) {
        int slot = home(key);
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private int home(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[oldKeys.length * 2];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != FREE) {
                put(oldKeys[slot], oldValues[slot]);
            }
        }
    }

    /** Zero marks a free slot; the hash that is zero goes by another number. */
    private static long notFree(long key) {
        return key == FREE ? 0x5DEECE66DL : key;
    }
}
