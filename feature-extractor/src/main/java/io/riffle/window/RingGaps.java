package io.riffle.window;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    /** What may have a gap, in the order of a record's bits: it must stay as it is. */
    private static final List<Aggregate> STORED =
            List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN, Aggregate.MAX, Aggregate.STD, Aggregate.DISTINCT);

    private final Map<Aggregate, Long> from = new EnumMap<>(Aggregate.class);

    void clear() {
        from.clear();
    }

    boolean none() {
        return from.isEmpty();
    }

    /** Nothing is remembered of the time before this bucket. */
    void eventsFrom(long bucket) {
        from.merge(Aggregate.COUNT, bucket, Math::max);
    }

    /** Nothing is remembered, not even of when. */
    void eventsAfterNext() {
        eventsFrom(AFTER_NEXT);
    }

    /** An event came in this bucket. */
    void came(long bucket) {
        if (!from.isEmpty() && gap(Aggregate.COUNT) == AFTER_NEXT) {
            from.put(Aggregate.COUNT, bucket + 1);
        }
    }

    /** This aggregate is not stored in the buckets before this one. */
    void aggregateFrom(Aggregate stored, long bucket) {
        from.put(stored, bucket);
    }

    /** The first bucket that answers for an aggregate. */
    long answersFrom(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT, SINCE_LAST -> NONE;
            case MEAN -> gap(Aggregate.SUM);
            case STD -> Math.max(gap(Aggregate.SUM), gap(Aggregate.STD));
            case SUM, MIN, MAX, DISTINCT -> gap(aggregate);
        };
    }

    private long gap(Aggregate stored) {
        return from.getOrDefault(stored, NONE);
    }

    /**
     * Whether an aggregate of the window that begins with bucket {@code first} has all its events.
     *
     * @param oldest the first bucket that is remembered: what was before is not missed
     */
    boolean isWhole(Aggregate aggregate, long first, long oldest) {
        long gap = aggregate == Aggregate.SINCE_LAST ? NONE : Math.max(gap(Aggregate.COUNT), answersFrom(aggregate));
        return gap <= Math.max(first, oldest);
    }

    /** Appends which gaps are left, and how far behind or ahead of the newest bucket they end. */
    void write(RecordWriter writer, long newestBucket, long oldest) {
        if (none()) {
            writer.writeByte(0);
            return;
        }
        int left = 0;
        for (int bit = 0; bit < STORED.size(); bit++) {
            left |= gap(STORED.get(bit)) > oldest ? 1 << bit : 0;
        }
        writer.writeByte(left);
        for (Aggregate stored : STORED) {
            if (gap(stored) > oldest) {
                writer.writeSigned(newestBucket - gap(stored));
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(RecordReader reader, long newestBucket) {
        clear();
        int left = reader.readByte();
        for (int bit = 0; bit < STORED.size() && left != 0; bit++) {
            if ((left & 1 << bit) != 0) {
                from.put(STORED.get(bit), newestBucket - reader.readSigned());
            }
        }
    }
}
