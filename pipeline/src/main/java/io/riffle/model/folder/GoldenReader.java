package io.riffle.model.folder;

import io.riffle.settings.Section;
import io.riffle.settings.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows that a version must reproduce. */
final class GoldenReader {
    private static final double DEFAULT_TOLERANCE = 1e-4;

    GoldenRows read(Section golden) {
        Value tolerance = golden.at("tolerance");
        double allowed = tolerance.isPresent() ? tolerance.number() : DEFAULT_TOLERANCE;
        if (allowed < 0) {
            tolerance.problem("must not be negative");
        }
        List<GoldenRow> rows = golden.at("rows").items().stream()
                .map(row -> row.section(GoldenReader::row))
                .toList();
        return new GoldenRows(allowed, rows);
    }

    private static GoldenRow row(Section row) {
        Map<String, Object> features = new LinkedHashMap<>();
        Value given = row.at("features");
        if (!given.isPresent()) {
            given.problem("must be a map of keys");
        }
        given.entries().forEach((feature, value) -> {
            if (value.isPresent()) {
                features.put(feature, value.plain());
            }
        });
        return new GoldenRow(features, row.at("score").number());
    }
}
