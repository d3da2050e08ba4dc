package io.riffle.scoring.output;

import io.riffle.feature.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * One model output that is needed.
 *
 * @param shape as declared, rows first, negative where free; empty if unknown
 * @param mapKeys where each row is a map: its keys (Long or String) in the order of the labels; empty for tensors
 */
public record OutputBinding(String name, TensorType type, List<Long> shape, List<Object> mapKeys) {
    public static final int UNKNOWN = -1;

    public boolean isMaps() {
        return !mapKeys.isEmpty();
    }

    /** Values per row, or {@link #UNKNOWN} where only a run tells. */
    public int width() {
        if (isMaps()) {
            return mapKeys.size();
        }
        if (shape.isEmpty()) {
            return UNKNOWN;
        }
        long width = 1;
        for (long dimension : shape.subList(1, shape.size())) {
            width = dimension < 0 ? UNKNOWN : Math.multiplyExact(width, dimension);
            if (width < 0) {
                return UNKNOWN;
            }
        }
        return Math.toIntExact(width);
    }

    /** Whether memory for so many rows can be given to the runtime in advance: their shape is certain. */
    public boolean isPinnable(int rows) {
        return type != TensorType.STRING && width() > 0 && !isMaps() && (shape.get(0) < 0 || shape.get(0) == rows);
    }

    public long[] shape(int rows) {
        long[] actual = shape.stream().mapToLong(Long::longValue).toArray();
        actual[0] = rows;
        return actual;
    }

    /** The shape in messages: free dimensions as {@code N}. */
    public static String shown(long[] shape) {
        return Arrays.stream(shape)
                .mapToObj(dimension -> dimension < 0 ? "N" : Long.toString(dimension))
                .toList()
                .toString();
    }
}
