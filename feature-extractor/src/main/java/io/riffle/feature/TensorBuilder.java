package io.riffle.feature;

import java.nio.ByteBuffer;

/**
 * Writes the rows of a table as one input tensor of shape [rows, width], row by row, into a direct buffer in native
 * byte order. Built once per model version; each task has its own, because it keeps scratch space.
 */
public interface TensorBuilder {
    TensorSpec spec();

    /** Values per row. */
    int width();

    /** Names of the values of a row, for example {@code amount}, {@code category=grocery}; {@link #width()} of them. */
    java.util.List<String> names();

    /** Writes rows {@code from} (inclusive) to {@code to} (exclusive) at the buffer's position, and advances it. */
    void write(FeatureTable table, int from, int to, ByteBuffer target);

    /** The same for a tensor of type STRING; missing values become empty strings. */
    void write(FeatureTable table, int from, int to, String[] target);
}
