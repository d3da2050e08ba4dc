package io.riffle.frame;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What one poll delivered for one partition, in offset order, at most {@code batch.max-size} rows: the unit that is
 * decoded, enriched and scored together.
 *
 * @param located whether the rows know where they come from; false only for a record that was not packed
 */
public record Frame(List<FrameRow> rows, boolean located) {
    public Frame {
        rows = List.copyOf(rows);
    }

    /** A frame of complete rows. */
    public static Frame of(List<FrameRow> rows) {
        return new Frame(rows, true);
    }

    /** The frame of a record; that of one which was not packed gets key, position, timestamp and headers from its record. */
    public static Frame of(Record<byte[], Frame> record, Optional<RecordMetadata> source) {
        if (record.value().located) {
            return record.value();
        }
        SourcePosition position = source.map(at -> new SourcePosition(at.topic(), at.partition(), at.offset()))
                .orElseGet(() -> new SourcePosition("", -1, -1));
        byte @Nullable [] value = record.value().rows.get(0).value();
        return of(List.of(FrameRow.of(position, record.timestamp(), record.key(), value, record.headers())));
    }
}
