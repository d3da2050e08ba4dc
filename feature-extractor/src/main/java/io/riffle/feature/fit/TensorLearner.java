package io.riffle.feature.fit;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.TensorBuilder;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.Transforms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Learns what the steps of a tensor lack from recorded rows: see them all once with {@link #add}, on several machines if
 * need be, {@link #merge} the parts, then {@link #finish}. The order of the rows and how they were split change nothing,
 * not even the last bit of a number.
 */
public final class TensorLearner {
    private final TensorSpec declared;
    private final FeatureSchema schema;
    private final Transforms transforms;
    private final List<Entry> entries = new ArrayList<>();
    private long rows;

    private record Entry(int column, ColumnLearner learner) {}

    /** @throws IllegalArgumentException if a column names an unknown feature, transform or parameter */
    public TensorLearner(TensorSpec declared, FeatureSchema schema, Transforms transforms) {
        this.declared = declared;
        this.schema = schema;
        this.transforms = transforms;
        visit(declared.columns(), column -> entries.add(entry(column)));
    }

    /** Whether any step has something to learn. */
    public boolean learns() {
        return entries.stream().anyMatch(entry -> entry.learner().learns());
    }

    /** Sees the first rows of a table. */
    public void add(FeatureTable table, int count) {
        rows += count;
        for (Entry entry : entries) {
            if (!entry.learner().learns()) {
                continue;
            }
            boolean text = schema.feature(entry.column()).type().isText();
            for (int row = 0; row < count; row++) {
                if (text) {
                    entry.learner().add(table.text(entry.column(), row));
                } else {
                    entry.learner().add(table.number(entry.column(), row));
                }
            }
        }
    }

    /** Adds what another learner of the same tensor saw. */
    public void merge(TensorLearner other) {
        if (!other.declared.equals(declared)) {
            throw new IllegalArgumentException("learners must have the same tensor to be merged: were '"
                    + declared.name() + "' and '" + other.declared.name() + "', or their steps differ");
        }
        rows += other.rows;
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).learner().merge(other.entries.get(i).learner());
        }
    }

    public long rows() {
        return rows;
    }

    /**
     * The tensor with everything that was learned, checked as a model's is.
     *
     * @throws IllegalArgumentException if a column taught nothing or its steps do not fit each other; one line each
     */
    public TensorSpec finish() {
        List<String> problems = new ArrayList<>();
        int[] next = {0};
        List<ColumnSpec> columns = declared.columns().stream()
                .map(column -> learned(column, next, problems))
                .toList();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        TensorSpec learned = declared.withColumns(columns);
        TensorBuilder.create(learned, schema, transforms);
        return learned;
    }

    private ColumnSpec learned(ColumnSpec column, int[] next, List<String> problems) {
        if (!column.parts().isEmpty()) {
            return ColumnSpec.joined(
                    column.parts().stream()
                            .map(part -> learned(part, next, problems))
                            .toList(),
                    column.steps());
        }
        try {
            return new ColumnSpec(
                    column.feature(), entries.get(next[0]++).learner().finish());
        } catch (IllegalArgumentException nothing) {
            problems.add(nothing.getMessage() + " (column '" + column.feature() + "' of tensor '" + declared.name()
                    + "', " + rows + " rows)");
            return column;
        }
    }

    private Entry entry(ColumnSpec column) {
        int at = schema.requireColumn(column.feature());
        boolean text = schema.feature(at).type().isText();
        return new Entry(at, new ColumnLearner(column.steps(), text, transforms));
    }

    private static void visit(List<ColumnSpec> columns, Consumer<ColumnSpec> visitor) {
        for (ColumnSpec column : columns) {
            if (column.parts().isEmpty()) {
                visitor.accept(column);
            } else {
                visit(column.parts(), visitor);
            }
        }
    }
}
