package io.riffle.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows that a version must reproduce. */
final class GoldenReader {
    private static final double DEFAULT_TOLERANCE = 1e-4;

    GoldenRows read(Section root) {
        return root.optionalSection("golden").map(GoldenReader::rows).orElse(GoldenRows.NONE);
    }

    private static GoldenRows rows(Section golden) {
        double tolerance = golden.has("tolerance") ? golden.number("tolerance") : DEFAULT_TOLERANCE;
        if (tolerance < 0) {
            golden.problem("tolerance", "must not be negative", golden.raw("tolerance"));
        }
        List<GoldenRow> rows = new ArrayList<>();
        golden.elements("rows", (key, node) -> rows.add(row(golden.at(key, node))));
        golden.end();
        return new GoldenRows(tolerance, rows);
    }

    private static GoldenRow row(Section row) {
        Map<String, Object> features = new LinkedHashMap<>();
        Section values = row.section("features");
        for (Map.Entry<String, JsonNode> entry : values.entries().entrySet()) {
            if (!entry.getValue().isNull()) {
                features.put(entry.getKey(), InputsReader.scalar(values, entry.getKey(), entry.getValue()));
            }
        }
        GoldenRow read = new GoldenRow(features, row.number("score"));
        row.end();
        return read;
    }
}
