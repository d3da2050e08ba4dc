package io.riffle.scoring;

import io.riffle.feature.TensorType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of one model input or output, row by row.
 *
 * @param shape dimensions, rows first
 * @param values a {@code float[]} (FLOAT16 and FLOAT32), {@code double[]}, {@code long[]}, {@code int[]} (INT32 and UINT8),
 *     {@code boolean[]} or {@code String[]}, as many as the shape says; not to be written to
 */
public record Tensor(String name, TensorType type, List<Long> shape, Object values) {
    public Tensor {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || count(shape) != Array.getLength(values)) {
            throw new IllegalArgumentException("tensor '" + name + "' must have as many values as its shape " + shape
                    + " says: has " + Array.getLength(values));
        }
    }

    /** How many values a shape stands for. */
    public static long count(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public int rows() {
        return Math.toIntExact(shape.get(0));
    }

    /** Values per row. */
    public int width() {
        return Math.toIntExact(count(shape.subList(1, shape.size())));
    }

    /** Some of its rows, copied. */
    public Tensor rows(int from, int rows) {
        if (from == 0 && rows == rows()) {
            return this;
        }
        Object part = array(rows * width());
        System.arraycopy(values, from * width(), part, 0, rows * width());
        return new Tensor(name, type, withRows(rows), part);
    }

    /** Tensors of one name, type and row shape as one, their rows behind each other. */
    public static Tensor join(List<Tensor> parts) {
        Tensor first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        int rows = parts.stream().mapToInt(Tensor::rows).sum();
        Object joined = first.array(rows * first.width());
        int at = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.values, 0, joined, at, part.rows() * part.width());
            at += part.rows() * part.width();
        }
        return new Tensor(first.name, first.type, first.withRows(rows), joined);
    }

    private Object array(int length) {
        return Array.newInstance(values.getClass().getComponentType(), length);
    }

    private List<Long> withRows(int rows) {
        List<Long> same = new ArrayList<>(shape);
        same.set(0, (long) rows);
        return same;
    }
}
