package io.riffle.frame;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * The timestamps that records are written with. Kafka's clients refuse those before 1970 and its topics, unless told
 * otherwise, those that are more than an hour ahead: a row with such a timestamp is dated when it is read.
 *
 * @param wallClock milliseconds since the epoch
 */
public record RecordDates(LongSupplier wallClock) {
    /** Of rows that no records are written of. */
    public static final RecordDates AS_READ = new RecordDates(() -> Long.MAX_VALUE);

    /** Half of what topics allow: the broker has a clock of its own. */
    private static final long AHEAD_MILLIS = 1_800_000;

    /** The timestamp to write a record with that was read with this one. */
    public long of(long timestamp) {
        return of(timestamp, wallClock.getAsLong());
    }

    /** Gives all rows such timestamps. */
    void date(List<FrameRow> rows) {
        long now = wallClock.getAsLong();
        for (int row = 0; row < rows.size(); row++) {
            long timestamp = rows.get(row).timestamp();
            long date = of(timestamp, now);
            if (date != timestamp) {
                rows.set(row, rows.get(row).withTimestamp(date));
            }
        }
    }

    private static long of(long timestamp, long now) {
        return timestamp < 0 || timestamp - now > AHEAD_MILLIS ? now : timestamp;
    }
}
