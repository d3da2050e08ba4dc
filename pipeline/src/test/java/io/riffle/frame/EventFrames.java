package io.riffle.frame;

import io.riffle.feature.FeatureSchema;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Frames of accepted events, without bytes to decode. */
public final class EventFrames {
    private EventFrames() {}

    public static EventFrame empty(FeatureSchema schema, int capacity) {
        EventFrame frame = new EventFrame(schema, capacity);
        frame.clear(capacity);
        return frame;
    }

    /** Adds an event whose record has this offset and timestamp, and its id as value. */
    public static void add(
            EventFrame frame, long offset, long recordTime, String eventId, String entity, long eventTime) {
        FrameRow row = FrameRow.of(
                new SourcePosition("events", 0, offset),
                recordTime,
                entity.getBytes(StandardCharsets.UTF_8),
                eventId.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
        frame.add(row, eventId, entity, eventTime);
    }
}
