package io.riffle.window;

import java.util.Arrays;

/**
 * From which bucket on a ring knows what it is asked, where a changed declaration asks for more than was stored. COUNT
 * stands for the events themselves: before its bucket some were not remembered, so windows that reach there are answered
 * from what there is. An aggregate that was added is not stored in the buckets before its own, which do not answer for it.
 */
final class RingGaps {
    /** Whole as far back as buckets are remembered. */
    private static final long NONE = Long.MIN_VALUE;
    /** The bucket after the one of the next event. */
    private static final long AFTER_NEXT = Long.MAX_VALUE;

    private static final int EVENTS = Aggregate.COUNT.ordinal();

    private final long[] from = new long[Aggregate.values().length];
    private boolean none;

    RingGaps() {
        clear();
    }

    void clear() {
        Arrays.fill(from, NONE);
        none = true;
    }

    boolean none() {
        return none;
    }

    /** Nothing is remembered of the time before this bucket. */
    void eventsFrom(long bucket) {
        from[EVENTS] = Math.max(from[EVENTS], bucket);
        none = false;
    }

    /** Nothing is remembered, not even of when. */
    void eventsAfterNext() {
        eventsFrom(AFTER_NEXT);
    }

    /** An event came in this bucket. */
    void came(long bucket) {
        if (from[EVENTS] == AFTER_NEXT) {
            from[EVENTS] = bucket + 1;
        }
    }

    /** This aggregate is not stored in the buckets before this one. */
    void aggregateFrom(Aggregate stored, long bucket) {
        from[stored.ordinal()] = bucket;
        none = false;
    }

    /** The first bucket that answers for an aggregate. */
    long answersFrom(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT, SINCE_LAST -> NONE;
            case MEAN -> from[Aggregate.SUM.ordinal()];
            case STD -> Math.max(from[Aggregate.SUM.ordinal()], from[Aggregate.STD.ordinal()]);
            case SUM, MIN, MAX, DISTINCT -> from[aggregate.ordinal()];
        };
    }

    /**
     * Whether an aggregate of the window that begins with bucket {@code first} has all its events.
     *
     * @param oldest the first bucket that is remembered: what was before is not missed
     */
    boolean isWhole(Aggregate aggregate, long first, long oldest) {
        long gap = aggregate == Aggregate.SINCE_LAST ? NONE : Math.max(from[EVENTS], answersFrom(aggregate));
        return gap <= Math.max(first, oldest);
    }

    /** Appends which gaps are left, and how far behind or ahead of the newest bucket they end. */
    void write(RecordWriter writer, long newestBucket, long oldest) {
        int left = 0;
        for (int i = 0; i < from.length; i++) {
            left |= from[i] > oldest ? 1 << i : 0;
        }
        writer.writeByte(left);
        for (int i = 0; i < from.length; i++) {
            if (from[i] > oldest) {
                writer.writeSigned(newestBucket - from[i]);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(RecordReader reader, long newestBucket) {
        clear();
        int left = reader.readByte();
        for (int i = 0; i < from.length; i++) {
            if ((left & 1 << i) != 0) {
                from[i] = newestBucket - reader.readSigned();
                none = false;
            }
        }
    }
}
