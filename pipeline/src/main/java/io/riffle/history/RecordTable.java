package io.riffle.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of byte keys and byte values that makes no object per entry: a million histories as objects are promoted,
 * marked and evacuated by the collector again and again. Open addressing with linear probing over hashes and addresses;
 * key and value lie in {@link RecordChunks}, behind their lengths. Not thread-safe.
 */
final class RecordTable {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    /** Lengths of key and value. */
    private static final int HEADER = 8;

    private static final int FREE = 0;

    /** Entities name themselves, and must not be able to choose one place for all. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private RecordChunks records = new RecordChunks();
    /** By place: the hash of a key, never {@link #FREE}. */
    private int[] hashes = new int[64];

    private int[] addresses = new int[64];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        records = new RecordChunks();
        hashes = new int[64];
        addresses = new int[64];
        size = 0;
    }

    /** A copy of the value of a key; null if there is none. */
    byte @Nullable [] get(byte[] key) {
        int place = place(key, hash(key));
        return hashes[place] == FREE ? null : value(addresses[place]);
    }

    /** Copies the value to the key's record. */
    void put(byte[] key, byte[] value) {
        int hash = hash(key);
        int place = place(key, hash);
        int length = Math.addExact(HEADER + key.length, value.length);
        if (hashes[place] == FREE) {
            hashes[place] = hash;
            addresses[place] = write(records.allocate(length), key, value);
            size++;
            if (size * 5L > hashes.length * 3L) {
                grow();
            }
            return;
        }
        int address = addresses[place];
        int before = length(address);
        if (RecordChunks.capacity(before) == RecordChunks.capacity(length)) {
            write(address, key, value);
            return;
        }
        records.free(address, before);
        addresses[place] = write(records.allocate(length), key, value);
        compactIfSparse();
    }

    void remove(byte[] key) {
        int place = place(key, hash(key));
        if (hashes[place] == FREE) {
            return;
        }
        records.free(addresses[place], length(addresses[place]));
        size--;
        closeGap(place);
        compactIfSparse();
    }

    /** Copies of all keys, in no order. */
    List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>(size);
        for (int place = 0; place < hashes.length; place++) {
            if (hashes[place] != FREE) {
                keys.add(key(addresses[place]));
            }
        }
        return keys;
    }

    /** The place of the key, or the free one where it belongs. */
    private int place(byte[] key, int hash) {
        int mask = hashes.length - 1;
        int place = hash & mask;
        while (hashes[place] != FREE && !(hashes[place] == hash && isAt(addresses[place], key))) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Moves the entries behind a place that became free to where a search for them will look (Knuth 6.4, algorithm R). */
    private void closeGap(int freed) {
        int mask = hashes.length - 1;
        int gap = freed;
        for (int place = (gap + 1) & mask; hashes[place] != FREE; place = (place + 1) & mask) {
            int home = hashes[place] & mask;
            if (((place - home) & mask) >= ((place - gap) & mask)) {
                hashes[gap] = hashes[place];
                addresses[gap] = addresses[place];
                gap = place;
            }
        }
        hashes[gap] = FREE;
    }

    private void grow() {
        int[] oldHashes = hashes;
        int[] oldAddresses = addresses;
        hashes = new int[oldHashes.length * 2];
        addresses = new int[hashes.length];
        int mask = hashes.length - 1;
        for (int old = 0; old < oldHashes.length; old++) {
            if (oldHashes[old] != FREE) {
                int place = oldHashes[old] & mask;
                while (hashes[place] != FREE) {
                    place = (place + 1) & mask;
                }
                hashes[place] = oldHashes[old];
                addresses[place] = oldAddresses[old];
            }
        }
    }

    private void compactIfSparse() {
        if (!records.isSparse()) {
            return;
        }
        RecordChunks compact = new RecordChunks();
        for (int place = 0; place < hashes.length; place++) {
            if (hashes[place] != FREE) {
                int from = addresses[place];
                int length = length(from);
                int to = compact.allocate(length);
                System.arraycopy(
                        records.bytes(from),
                        RecordChunks.offset(from),
                        compact.bytes(to),
                        RecordChunks.offset(to),
                        length);
                addresses[place] = to;
            }
        }
        records = compact;
    }

    private int write(int address, byte[] key, byte[] value) {
        byte[] chunk = records.bytes(address);
        int offset = RecordChunks.offset(address);
        INT.set(chunk, offset, key.length);
        INT.set(chunk, offset + 4, value.length);
        System.arraycopy(key, 0, chunk, offset + HEADER, key.length);
        System.arraycopy(value, 0, chunk, offset + HEADER + key.length, value.length);
        return address;
    }

    private boolean isAt(int address, byte[] key) {
        byte[] chunk = records.bytes(address);
        int start = RecordChunks.offset(address) + HEADER;
        return keyLength(address) == key.length && Arrays.equals(chunk, start, start + key.length, key, 0, key.length);
    }

    private byte[] key(int address) {
        int start = RecordChunks.offset(address) + HEADER;
        return Arrays.copyOfRange(records.bytes(address), start, start + keyLength(address));
    }

    private byte[] value(int address) {
        int start = RecordChunks.offset(address) + HEADER + keyLength(address);
        return Arrays.copyOfRange(records.bytes(address), start, start + valueLength(address));
    }

    private int length(int address) {
        return HEADER + keyLength(address) + valueLength(address);
    }

    private int keyLength(int address) {
        return (int) INT.get(records.bytes(address), RecordChunks.offset(address));
    }

    private int valueLength(int address) {
        return (int) INT.get(records.bytes(address), RecordChunks.offset(address) + 4);
    }

    private int hash(byte[] key) {
        long hash = seed ^ key.length;
        int i = 0;
        for (; i + 8 <= key.length; i += 8) {
            hash = mix(hash ^ (long) LONG.get(key, i));
        }
        long rest = 0;
        for (; i < key.length; i++) {
            rest = (rest << 8) | (key[i] & 0xFF);
        }
        int folded = (int) mix(hash ^ rest);
        return folded == FREE ? 1 : folded;
    }

    private static long mix(long value) {
        long mixed = value * MIX;
        mixed ^= mixed >>> 32;
        mixed *= MIX;
        return mixed ^ (mixed >>> 29);
    }
}
