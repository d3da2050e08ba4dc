package io.riffle.app.batch;

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
 */
public record InputLine(long number, byte @Nullable [] key, byte @Nullable [] event, long timestamp, Headers headers) {
    private static final long NO_TIMESTAMP = -1;

    /** An event without a record around it. */
    public static InputLine event(long number, byte[] event) {
        return new InputLine(number, null, event, NO_TIMESTAMP, new RecordHeaders());
    }
}
