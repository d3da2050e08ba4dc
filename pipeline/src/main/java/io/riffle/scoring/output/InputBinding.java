package io.riffle.scoring.output;

import io.riffle.feature.TensorSpec;
import java.util.List;

/**
 * One model input and how it is built.
 *
 * @param width values per row
 * @param rowShape the dimensions of one row, whose product is the width; empty if the model's shape is [rows]
 */
public record InputBinding(TensorSpec spec, int width, List<Long> rowShape) {
    public InputBinding {
        rowShape = List.copyOf(rowShape);
    }

    public long[] shape(int rows) {
        long[] shape = new long[rowShape.size() + 1];
        shape[0] = rows;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = rowShape.get(i - 1);
        }
        return shape;
    }
}
