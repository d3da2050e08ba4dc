package io.riffle.window;

import io.riffle.feature.FeatureTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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

    private final RingGaps gaps = new RingGaps();
    /** One slot each, to read records in whose buckets other aggregates are stored. */
    private final Map<RingLayout, Buckets> earlier = new HashMap<>();
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
    private long oldest;

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
        empty();
        gaps.clear();
    }

    /** Nothing is stored of an entity whose newest event is known. */
    void beginAfter(long newest) {
        clear();
        gaps.eventsFrom(Math.floorDiv(newest, layout.every()) + 1);
    }

    /** Nothing is known of an entity that had events. */
    void beginAnew() {
        clear();
        gaps.eventsAfterNext();
    }

    /** Adds row {@code row} at {@code time}, puts the ring at its bucket; false if the bucket is forgotten already. */
    boolean add(FeatureTable features, int row, long time, long newest) {
        long bucket = Math.floorDiv(time, layout.every());
        oldest = oldest(newest);
        gaps.came(bucket);
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
    void seek(long time, long newest) {
        oldest = oldest(newest);
        seek(time);
    }

    private void seek(long time) {
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

    /** The first slot at or behind {@code slot} that answers for an aggregate. */
    int from(int slot, Aggregate aggregate) {
        if (gaps.none() || slot == aside) {
            return slot;
        }
        long first = gaps.answersFrom(aggregate);
        int answering = slot;
        while (answering < to && numbers[answering] < first) {
            answering++;
        }
        return answering;
    }

    /** Whether an aggregate over {@code span} milliseconds, up to the bucket the ring is at, has all its events. */
    boolean isWhole(long span, Aggregate aggregate) {
        return gaps.none() || gaps.isWhole(aggregate, position - span / layout.every() + 1, oldest);
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
        writer.writeUnsigned(layout.buckets());
        gaps.write(writer, Math.floorDiv(newest, layout.every()), oldest(newest));
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

    /** Reads what {@link #write} wrote under the same layout; buckets that it no longer remembers are left out. */
    void read(RecordReader reader, long newest) {
        readGaps(reader, newest);
        readBuckets(reader, newest);
    }

    /** Reads what {@link #write} wrote when other aggregates were stored. */
    void read(RecordReader reader, long newest, RingLayout before) {
        readGaps(reader, newest);
        readBuckets(reader, newest, before);
    }

    /** Of version 1, which did not say how many buckets were remembered: as many as now. */
    void readFirstVersion(RecordReader reader, long newest, RingLayout before) {
        clear();
        readBuckets(reader, newest, before);
    }

    private void readGaps(RecordReader reader, long newest) {
        empty();
        long newestBucket = Math.floorDiv(newest, layout.every());
        long remembered = reader.readUnsigned();
        gaps.read(reader, newestBucket);
        if (remembered < layout.buckets()) {
            gaps.eventsFrom(newestBucket - remembered + 1);
        }
    }

    private void readBuckets(RecordReader reader, long newest) {
        long stored = reader.readUnsigned();
        if (stored == 0) {
            return;
        }
        long number = Math.floorDiv(newest, layout.every()) - reader.readUnsigned();
        for (long i = 0; i < stored; i++) {
            offsets[end] = reader.position();
            number += buckets.read(end, reader);
            numbers[end] = number;
            end += number >= oldest(newest) ? 1 : 0;
        }
        offsets[end] = reader.position();
        record = reader.record();
        unchanged = end;
    }

    private void readBuckets(RecordReader reader, long newest, RingLayout before) {
        if (before.stored().equals(layout.stored())) {
            readBuckets(reader, newest);
            return;
        }
        Buckets one = earlier.computeIfAbsent(before, other -> new Buckets(other, 1));
        long newestBucket = Math.floorDiv(newest, layout.every());
        long stored = reader.readUnsigned();
        long number = stored == 0 ? newestBucket : newestBucket - reader.readUnsigned();
        for (long i = 0; i < stored; i++) {
            number += one.read(0, reader);
            if (number >= oldest(newest)) {
                buckets.take(end, one);
                numbers[end++] = number;
            }
        }
        layout.stored().stream()
                .filter(aggregate -> !before.stores(aggregate))
                .forEach(added -> gaps.aggregateFrom(added, newestBucket + 1));
    }

    /**
     * Appends a written slot as the first of a record, whose distance is 0; false if the distance was too large to be
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

    private void empty() {
        start = 0;
        end = 0;
        unchanged = 0;
    }

    private long oldest(long newest) {
        return Math.floorDiv(newest, layout.every()) - layout.buckets() + 1;
    }

    private void dropBefore(long oldest) {
        while (start < end && numbers[start] < oldest) {
            start++;
        }
        if (start == end) {
            empty();
        }
    }

    private void addTo(int slot, FeatureTable features, int row) {
        if (layout.text()) {
            buckets.add(slot, features.text(layout.column(), row));
            return;
        }
        buckets.add(slot, features.number(layout.column(), row));
    }

    /** The slot of a bucket that is not forgotten, made if there is none. Late ones are near the end. */
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
