package io.riffle.duplicate;

import java.time.Duration;

/**
 * The event ids (their 64-bit hashes) that were accepted inside the horizon. One probe per event: an open-addressing
 * table that remembers with each hash in which sixteenth of the horizon it came. A hash whose time is over counts as
 * free and leaves when the table is rebuilt, which happens when it is full. 16 to 64 bytes per remembered id.
 *
 * <p>Time is the stream's: the largest event time so far. An id is remembered for the horizon after it was accepted, and
 * up to a sixteenth longer; seeing it again does not extend that, so that what is remembered are accepted events only. An
 * event dated after the moment its record was written cannot have happened: it moves time up to the record's timestamp
 * and no further. A sender with a wrong clock therefore does not expire everybody's ids, and because brokers refuse record
 * timestamps more than an hour ahead ({@code message.timestamp.after.max.ms}) time cannot get stuck in a far future where
 * nothing expires. The alternative, a bounded step per event, needs thousands of events to follow a real gap.
 *
 * <p>A new id is taken for a duplicate if its hash equals a remembered one: with n remembered ids n / 2^64 per event, for
 * a million ids one wrong verdict in 18 million million events.
 */
final class RecentEvents {
    static final int BUCKETS = 16;
    private static final long NOT_STARTED = Long.MIN_VALUE;
    private static final long ZERO = 0x9E3779B97F4A7C15L;
    private static final int SMALLEST = 1024;

    private final long bucketLength;
    private long time = NOT_STARTED;
    private long[] hashes = new long[SMALLEST];
    private int[] buckets = new int[SMALLEST];
    private int used;

    RecentEvents(Duration horizon) {
        if (horizon.toMillis() < 1) {
            throw new IllegalArgumentException("the horizon of duplicates must be positive: was " + horizon);
        }
        bucketLength = Math.max(1, (horizon.toMillis() + BUCKETS - 1) / BUCKETS);
    }

    void clear() {
        time = NOT_STARTED;
        allocate(SMALLEST);
    }

    /** Milliseconds since the epoch; {@link Long#MIN_VALUE} before the first event. */
    long time() {
        return time;
    }

    /** The bucket that an id accepted now belongs to. */
    long bucket() {
        return bucketOf(time);
    }

    /** The last millisecond of the bucket that an id accepted now belongs to: it says when, whatever the horizon. */
    long bucketEnd() {
        return (bucket() + 1) * bucketLength - 1;
    }

    /** Whether ids that were accepted in a bucket with that end are still remembered. */
    boolean remembers(long bucketEnd) {
        return bucket() - bucketOf(bucketEnd) <= BUCKETS;
    }

    /** @param recordTime milliseconds since the epoch, negative where the record has none */
    void advance(long eventTime, long recordTime) {
        time = Math.max(time, recordTime < 0 ? eventTime : Math.min(eventTime, recordTime));
    }

    /** Goes on from a time that was stored. */
    void restoreTime(long stored) {
        time = Math.max(time, stored);
    }

    /** Remembers a hash as accepted now; false if it is remembered already. */
    boolean add(long hash) {
        return add(hash, (int) bucket());
    }

    /** Remembers a hash again that was accepted in a bucket with that end, perhaps under another horizon. */
    void restore(long hash, long bucketEnd) {
        add(hash, (int) bucketOf(bucketEnd));
    }

    /** Slots of the table, 12 bytes each. */
    int capacity() {
        return hashes.length;
    }

    private long bucketOf(long millis) {
        return Math.floorDiv(millis, bucketLength);
    }

    private boolean add(long hash, int bucket) {
        long key = hash == 0 ? ZERO : hash;
        int mask = hashes.length - 1;
        int place = (int) key & mask;
        while (hashes[place] != 0 && hashes[place] != key) {
            place = (place + 1) & mask;
        }
        boolean free = hashes[place] == 0;
        if (!free && isLive(buckets[place])) {
            return false;
        }
        hashes[place] = key;
        buckets[place] = bucket;
        used += free ? 1 : 0;
        if (used > hashes.length / 4 * 3) {
            rebuild();
        }
        return true;
    }

    /** The low 32 bits of a bucket's number are enough: their difference is right for 2^31 buckets. */
    private boolean isLive(int bucket) {
        return (int) bucket() - bucket <= BUCKETS;
    }

    private void rebuild() {
        long[] oldHashes = hashes;
        int[] oldBuckets = buckets;
        int live = 0;
        for (int place = 0; place < oldHashes.length; place++) {
            live += oldHashes[place] != 0 && isLive(oldBuckets[place]) ? 1 : 0;
        }
        // At most three eighths full afterwards, so that a rebuild is paid for by as many new ids.
        allocate(Math.max(SMALLEST, Integer.highestOneBit(live / 3 * 8) * 2));
        for (int place = 0; place < oldHashes.length; place++) {
            if (oldHashes[place] != 0 && isLive(oldBuckets[place])) {
                add(oldHashes[place], oldBuckets[place]);
            }
        }
    }

    private void allocate(int capacity) {
        hashes = new long[capacity];
        buckets = new int[capacity];
        used = 0;
    }
}
