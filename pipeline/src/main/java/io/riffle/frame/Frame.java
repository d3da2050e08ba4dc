package io.riffle.frame;

import java.util.List;
import org.apache.kafka.common.header.Headers;
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

    /** This frame, or for a record that was not packed the same with key, position, timestamp and headers filled in. */
    public Frame at(SourcePosition position, long timestamp, byte @Nullable [] key, Headers headers) {
        if (located) {
            return this;
        }
        return of(List.of(FrameRow.of(position, timestamp, key, rows.get(0).value(), headers)));
    }
}
