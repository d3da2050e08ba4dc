package io.riffle.frame;

import io.riffle.feature.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * One named model output for all rows of a frame, row by row: {@code values} is a {@code float[]}, {@code double[]},
 * {@code long[]}, {@code int[]}, {@code boolean[]} or {@code String[]} (by {@code type}; UINT8 as {@code int[]}) with
 * {@code width} elements per row.
 *
 * @param counts how many things there are in each row, where that differs from row to row
 * @param perCount values per thing
 */
public record OutputColumn(
        String name, TensorType type, int width, Object values, int @Nullable [] counts, int perCount) {
    /** The most likely classes, and their scores: what a manifest's {@code output.top} asks for. */
    public static final String TOP_CLASSES = "top_classes";

    public static final String TOP_SCORES = "top_scores";

    /** An output with as many values in every row. */
    public OutputColumn(String name, TensorType type, int width, Object values) {
        this(name, type, width, values, null, 1);
    }

    /** How many of a row's values count. */
    public int used(int row) {
        return counts == null ? width : counts[row] * perCount;
    }
}
