package io.riffle.demo.train;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.stats.ReferenceBins;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what the model read at training, over a fair sample of rows: what drift will be measured against. */
final class ReferenceBuilder {
    private final FeatureTable table;
    private final BitSet rows;
    private final List<String> labels;

    /** @param labels names of no and yes */
    ReferenceBuilder(FeatureTable table, BitSet rows, List<String> labels) {
        this.labels = List.copyOf(labels);
        this.table = table;
        this.rows = rows;
    }

    ReferenceProfile build(List<ColumnSpec> columns, double[] scores) {
        Map<String, NumberBins> numbers = new TreeMap<>();
        Map<String, CategoryCounts> categories = new TreeMap<>();
        FeatureSchema schema = table.schema();
        for (ColumnSpec spec : columns) {
            int column = schema.column(spec.feature());
            if (schema.feature(column).type().isText()) {
                categories.put(spec.feature(), categories(column));
            } else if (!spec.feature().equals(FeatureSchema.EVENT_TIME)) {
                // The date always drifts; that says nothing.
                numbers.put(spec.feature(), bins(values(column)));
            }
        }
        NumberBins score = bins(rows.stream().mapToDouble(row -> scores[row]).toArray());
        return new ReferenceProfile(
                rows.cardinality(), numbers, categories, Optional.of(score), Optional.of(labels(scores)));
    }

    /** What the model answers: the likelier class. */
    private CategoryCounts labels(double[] scores) {
        long yes = rows.stream().filter(row -> scores[row] >= 0.5).count();
        return new CategoryCounts(Map.of(labels.get(0), rows.cardinality() - yes, labels.get(1), yes), 0);
    }

    private double[] values(int column) {
        return rows.stream().mapToDouble(row -> table.number(column, row)).toArray();
    }

    private CategoryCounts categories(int column) {
        Map<String, Long> counts = new TreeMap<>();
        long missing = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            String category = table.text(column, row);
            if (category == null) {
                missing++;
            } else {
                counts.merge(category, 1L, Long::sum);
            }
        }
        return new CategoryCounts(counts, missing);
    }

    private static NumberBins bins(double[] values) {
        ReferenceBins bins = ReferenceBins.ofValues(values);
        long missing = Arrays.stream(values).filter(Double::isNaN).count();
        return new NumberBins(bins.edges(), bins.counts(), missing);
    }
}
