package io.riffle.feature;

import java.util.List;

/** How one named model input is built: the columns' outputs side by side, one row per event. */
public record TensorSpec(String name, TensorType type, List<ColumnSpec> columns) {
    public TensorSpec {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a tensor must have at least one column: '" + name + "' has none");
        }
    }
}
