package io.riffle.demo.train;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureTable;
import io.riffle.model.folder.GoldenRow;
import io.riffle.model.folder.GoldenRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Chooses training rows from the lowest to the highest score, with the scores that every runtime must reproduce. */
final class GoldenBuilder {
    private static final int ROWS = 8;
    private static final double TOLERANCE = 1e-4;

    private GoldenBuilder() {}

    static GoldenRows build(FeatureTable table, List<ColumnSpec> columns, double[] scores) {
        List<Integer> ranked = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .toList();
        List<GoldenRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            // Squeezed towards the end, where fraud is: most rows score next to nothing.
            double rank = 1 - Math.pow(1 - i / (ROWS - 1.0), 3);
            int row = ranked.get((int) Math.round(rank * (ranked.size() - 1)));
            rows.add(new GoldenRow(features(table, columns, row), Rounded.of(scores[row], 7)));
        }
        return new GoldenRows(TOLERANCE, rows);
    }

    private static Map<String, Object> features(FeatureTable table, List<ColumnSpec> columns, int row) {
        Map<String, Object> features = new TreeMap<>();
        for (ColumnSpec spec : columns) {
            int column = table.schema().column(spec.feature());
            String text = table.schema().feature(column).type().isText() ? table.text(column, row) : null;
            double number = text == null ? table.number(column, row) : Double.NaN;
            if (text != null) {
                features.put(spec.feature(), text);
            } else if (!Double.isNaN(number)) {
                features.put(spec.feature(), number);
            }
        }
        return features;
    }
}
