package io.riffle.feature;

import java.util.List;

/**
 * How one named model input is built: the columns' outputs side by side, one row per event.
 *
 * @param shape the dimensions of one row, whose product is the row's width; empty if the model's own shape says it
 * @param missing what becomes of a value that is missing
 */
public record TensorSpec(
        String name, TensorType type, List<ColumnSpec> columns, List<Integer> shape, MissingPolicy missing) {
    public TensorSpec {
        columns = List.copyOf(columns);
        shape = List.copyOf(shape);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a tensor must have at least one column: '" + name + "' has none");
        }
        missing.problem(type).ifPresent(problem -> {
            throw new IllegalArgumentException("'missing' of tensor '" + name + "' " + problem);
        });
    }

    /** A tensor of the model's own shape, with the usual answer to missing values. */
    public TensorSpec(String name, TensorType type, List<ColumnSpec> columns) {
        this(name, type, columns, List.of(), MissingPolicy.usual(type));
    }

    /** The same tensor of other columns, for example the same columns whose steps have learned. */
    public TensorSpec withColumns(List<ColumnSpec> others) {
        return new TensorSpec(name, type, others, shape, missing);
    }
}
