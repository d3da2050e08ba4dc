package io.riffle.model.folder;

import java.util.List;

/** Inputs with expected scores that a version must reproduce within {@code tolerance} (absolute) before it may score. */
public record GoldenRows(double tolerance, List<GoldenRow> rows) {
    public static final GoldenRows NONE = new GoldenRows(0, List.of());

    public GoldenRows {
        rows = List.copyOf(rows);
    }
}
