package io.riffle.duplicate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The content of one record of {@link RecentEventsStore}: ids in the order they were accepted, grouped by the frame that
 * brought them. A group knows the frame's offset, because the same frame may be read again.
 *
 * <p>Value, version 2: the version byte, the stream time, the topic's hash (four bytes), the offset of the first group,
 * the number of groups (two bytes), of each group the distance from that offset (four bytes) and how many ids it has (two
 * bytes), and eight bytes per id. Version 1 had the version byte, the stream time and the ids.
 */
final class AcceptedIds {
    static final byte VERSION = 2;
    static final byte WITHOUT_OFFSETS = 1;
    /** An offset that no frame has: such ids are never read again. */
    static final long NO_OFFSET = -1;

    private static final int HEADER = 1 + Long.BYTES;
    private static final int GROUPS_HEADER = Integer.BYTES + Long.BYTES + Short.BYTES;
    private static final int GROUP = Integer.BYTES + Short.BYTES;

    private long time = Long.MIN_VALUE;
    private int topic;
    private long[] offsets = new long[8];
    private int[] counts = new int[8];
    private int groups;
    private long[] ids = new long[RecentEventsStore.FULL];
    private int size;

    /** Empties the record. */
    void clear() {
        groups = 0;
        size = 0;
    }

    int size() {
        return size;
    }

    long id(int index) {
        return ids[index];
    }

    /** The stream time when the record was written. */
    long time() {
        return time;
    }

    void time(long now) {
        time = now;
    }

    /** Whether ids of a frame at this place can be in this record: one topic, and offsets not too far apart. */
    boolean takes(int frameTopic, long offset) {
        if (size == 0) {
            return true;
        }
        return frameTopic == topic
                && offset >= offsets[groups - 1]
                && offset - offsets[0] <= Integer.MAX_VALUE
                && (offsets[0] == NO_OFFSET) == (offset == NO_OFFSET)
                && counts[groups - 1] < Short.MAX_VALUE
                && groups < Short.MAX_VALUE;
    }

    /** Appends an id of the frame at this place, which the record must {@linkplain #takes take}. */
    void append(long id, int frameTopic, long offset) {
        topic = frameTopic;
        if (groups == 0 || offsets[groups - 1] != offset) {
            startGroup(offset);
        }
        counts[groups - 1]++;
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    /** Removes the ids of frames of this topic from that offset on; false if there are none. */
    boolean removeFrom(int fromTopic, long offset) {
        int kept = 0;
        int left = 0;
        while (kept < groups && (topic != fromTopic || offsets[kept] < offset)) {
            left += counts[kept++];
        }
        boolean removed = kept < groups;
        groups = kept;
        size = left;
        return removed;
    }

    byte[] toBytes() {
        ByteBuffer value = ByteBuffer.allocate(HEADER + GROUPS_HEADER + groups * GROUP + size * Long.BYTES);
        long first = groups == 0 ? NO_OFFSET : offsets[0];
        value.put(VERSION).putLong(time).putInt(topic).putLong(first).putShort((short) groups);
        for (int group = 0; group < groups; group++) {
            value.putInt((int) (offsets[group] - first)).putShort((short) counts[group]);
        }
        value.asLongBuffer().put(ids, 0, size);
        return value.array();
    }

    /** Takes up a record of this version or of the one {@linkplain #WITHOUT_OFFSETS without offsets}. */
    void read(byte[] record) {
        clear();
        ByteBuffer value = ByteBuffer.wrap(record);
        boolean grouped = value.get() == VERSION;
        time = value.getLong();
        if (grouped) {
            readGroups(value);
        }
        int stored = value.remaining() / Long.BYTES;
        if (!grouped && stored > 0) {
            topic = 0;
            startGroup(NO_OFFSET);
            counts[0] = stored;
        }
        ids = stored > ids.length ? new long[stored] : ids;
        value.asLongBuffer().get(ids, 0, stored);
        size = stored;
    }

    private void readGroups(ByteBuffer value) {
        topic = value.getInt();
        long first = value.getLong();
        int stored = value.getShort();
        for (int group = 0; group < stored; group++) {
            startGroup(first + value.getInt());
            counts[group] = value.getShort();
        }
    }

    private void startGroup(long offset) {
        if (groups == offsets.length) {
            offsets = Arrays.copyOf(offsets, groups * 2);
            counts = Arrays.copyOf(counts, groups * 2);
        }
        offsets[groups] = offset;
        counts[groups++] = 0;
    }
}
