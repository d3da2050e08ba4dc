package io.riffle.window;

import io.riffle.feature.FeatureTable;
import java.util.Arrays;

/**
 * The remembered buckets of one entity for one {@link RingLayout}: only those that saw an event, oldest first. It is
 * filled from a record, changed and written back; the same ring serves one entity after another.
 */
final class Ring {
    private static final byte[] NO_RECORD = new byte[0];

    private final RingLayout layout;
    private final Buckets buckets;
    /** Bucket numbers (event time divided by the bucket's length) of the slots {@link #start} to {@link #end}. */
    private final long[] numbers;
    /** Where in the record each slot that was read starts, and behind them where the last one ends. */
    private final int[] offsets;
    /** Where an event is put that is too late to be remembered. */
    private final int aside;

    private byte[] record = NO_RECORD;
    /** The slots before this one are as they are in the record. */
    private int unchanged;

    private int start;
    private int end;
    private int from;
    private int to;
    private long position;

    Ring(RingLayout layout) {
        this.layout = layout;
        // Twice the room, so that buckets dropped in front and added behind seldom move the others.
        aside = layout.buckets() * 2;
        numbers = new long[aside + 1];
        offsets = new int[aside + 1];
        buckets = new Buckets(layout, aside + 1);
    }

    RingLayout layout() {
        return layout;
    }

    Buckets buckets() {
        return buckets;
    }

    void clear() {
        start = 0;
        end = 0;
        unchanged = 0;
    }

    /** Adds row {@code row} at {@code time}, puts the ring at its bucket; false where the bucket is forgotten already. */
    boolean add(FeatureTable features, int row, long time, long newest) {
        long bucket = Math.floorDiv(time, layout.every());
        long oldest = Math.floorDiv(newest, layout.every()) - layout.buckets() + 1;
        dropBefore(oldest);
        if (bucket < oldest) {
            buckets.clear(aside);
            numbers[aside] = bucket;
            addTo(aside, features, row);
            position = bucket;
            from = aside;
            to = aside + 1;
            return false;
        }
        addTo(slotOf(bucket), features, row);
        seek(time);
        return true;
    }

    /** Puts the ring at the bucket of {@code time} without adding anything. */
    void seek(long time) {
        position = Math.floorDiv(time, layout.every());
        to = end;
        while (to > start && numbers[to - 1] > position) {
            to--;
        }
        from = start;
    }

    /** The first slot of the window that covers {@code span} milliseconds and ends with the bucket the ring is at. */
    int from(long span) {
        long first = position - span / layout.every() + 1;
        if (from == to || numbers[from] >= first) {
            return from;
        }
        int found = Arrays.binarySearch(numbers, from, to, first);
        return found >= 0 ? found : -found - 1;
    }

    /** One behind the last slot of every window that ends with the bucket the ring is at. */
    int to() {
        return to;
    }

    /**
     * Writes the buckets as their number, how far the oldest is behind the newest event, and each in turn. An event
     * changes the last buckets only; the others are copied as they were read.
     */
    void write(RecordWriter writer, long newest) {
        writer.writeUnsigned(end - start);
        if (end == start) {
            return;
        }
        writer.writeUnsigned(Math.floorDiv(newest, layout.every()) - numbers[start]);
        int slot = start;
        if (slot < unchanged && copyFirst(offsets[slot], offsets[slot + 1], writer)) {
            slot++;
        } else {
            buckets.write(slot++, 0, writer);
        }
        if (slot < unchanged) {
            writer.writeBytes(record, offsets[slot], offsets[unchanged]);
            slot = unchanged;
        }
        for (; slot < end; slot++) {
            buckets.write(slot, numbers[slot] - numbers[slot - 1], writer);
        }
    }

    /** Reads what {@link #write} wrote; buckets that this layout no longer remembers are left out. */
    void read(RecordReader reader, long newest) {
        clear();
        long stored = reader.readUnsigned();
        if (stored == 0) {
            return;
        }
        long newestBucket = Math.floorDiv(newest, layout.every());
        long oldest = newestBucket - layout.buckets() + 1;
        long number = newestBucket - reader.readUnsigned();
        for (long i = 0; i < stored; i++) {
            offsets[end] = reader.position();
            number += buckets.read(end, reader);
            numbers[end] = number;
            end += number >= oldest ? 1 : 0;
        }
        offsets[end] = reader.position();
        record = reader.record();
        unchanged = end;
    }

    /**
     * Appends a written slot as the first of a record, whose distance is 0; false where the distance was too large to be
     * part of the first byte, so that the slot must be written anew.
     */
    private boolean copyFirst(int from, int to, RecordWriter writer) {
        int header = record[from] & 0xFF;
        if (header >>> Buckets.FLAG_BITS == Buckets.FAR) {
            return false;
        }
        writer.writeByte(header & ((1 << Buckets.FLAG_BITS) - 1));
        writer.writeBytes(record, from + 1, to);
        return true;
    }

    private void dropBefore(long oldest) {
        while (start < end && numbers[start] < oldest) {
            start++;
        }
        if (start == end) {
            clear();
        }
    }

    private void addTo(int slot, FeatureTable features, int row) {
        if (layout.text()) {
            buckets.add(slot, features.text(layout.column(), row));
            return;
        }
        buckets.add(slot, features.number(layout.column(), row));
    }

    /** The slot of a bucket that is not forgotten, made where there is none. Late ones are near the end. */
    private int slotOf(long bucket) {
        int slot = end;
        while (slot > start && numbers[slot - 1] > bucket) {
            slot--;
        }
        if (slot > start && numbers[slot - 1] == bucket) {
            unchanged = Math.min(unchanged, slot - 1);
            return slot - 1;
        }
        unchanged = Math.min(unchanged, slot);
        return insert(slot, bucket);
    }

    private int insert(int slot, long bucket) {
        int at = slot;
        if (end == aside) {
            move(start, 0, end - start);
            at -= start;
            end -= start;
            start = 0;
            unchanged = 0;
        }
        move(at, at + 1, end - at);
        end++;
        buckets.clear(at);
        numbers[at] = bucket;
        return at;
    }

    private void move(int source, int target, int slots) {
        if (slots > 0) {
            System.arraycopy(numbers, source, numbers, target, slots);
            buckets.move(source, target, slots);
        }
    }
}
