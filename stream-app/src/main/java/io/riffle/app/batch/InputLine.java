package io.riffle.app.batch;

import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One line of an input file, or one record of a topic.
 *
 * @param number counts from 0
 * @param key of the record that was dumped; null for an event alone
 * @param event null if the record had no value
 * @param timestamp milliseconds since the epoch; negative where the line has none but that of its event
 * @param recorded where the record was in its topic; null for an event alone
 */
public record InputLine(
        long number,
        byte @Nullable [] key,
        byte @Nullable [] event,
        long timestamp,
        Headers headers,
        @Nullable SourcePosition recorded) {
    private static final long NO_TIMESTAMP = -1;

    /** An event without a record around it. */
    public static InputLine event(long number, byte[] event) {
        return new InputLine(number, null, event, NO_TIMESTAMP, new RecordHeaders(), null);
    }

    /** The same where an event without a time does no harm: it is of the year 1970. */
    public FrameRow timed(String file) {
        FrameRow row = row(file);
        return timestamp < 0 ? row.withTimestamp(0) : row;
    }

    /**
     * The line as a row whose position is that in the file. Where positions are ids, the id is that of the record, or file and
     * line.
     */
    public FrameRow row(String file) {
        SourcePosition position = new SourcePosition(file, 0, number);
        String name = recorded == null
                ? file + ":" + (number + 1)
                : recorded.topic() + "-" + recorded.partition() + "-" + recorded.offset();
        return FrameRow.of(position, timestamp, key, event, headers).named(name);
    }
}
