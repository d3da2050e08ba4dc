package io.riffle.frame;

import java.util.List;

/**
 * What one poll delivered for one partition, in offset order, at most {@code batch.max-size} rows: the unit that is
 * decoded, enriched and scored together.
 */
public record Frame(List<FrameRow> rows) {
    public Frame {
        rows = List.copyOf(rows);
    }
}
