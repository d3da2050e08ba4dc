package io.riffle.frame;

import io.riffle.feature.TensorType;

/**
 * One named model output for all rows of a frame, row by row: {@code values} is a {@code float[]}, {@code double[]},
 * {@code long[]}, {@code int[]}, {@code boolean[]} or {@code String[]} (by {@code type}; UINT8 as {@code int[]}) with
 * {@code width} elements per row.
 */
public record OutputColumn(String name, TensorType type, int width, Object values) {}
