package io.riffle.watch.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Rows by coarse bin and cluster, as {@link ClusterLayout} has them. Counts that an earlier version began have none of the
 * rows before, so these may be fewer than the rows of the window; they say how rows vary, not how many there are.
 *
 * <pre>fingerprint int, cells int, bytes per cell byte, cells</pre>
 */
final class ClusterCells {
    /** Of rows that were not counted by cluster. */
    static final ClusterCells NONE = new ClusterCells(0, 0);

    private static final int HEADER = 2 * Integer.BYTES + 1;

    private final int fingerprint;
    private final int[] cells;

    ClusterCells(int fingerprint, int cells) {
        this.fingerprint = fingerprint;
        this.cells = new int[cells];
    }

    static ClusterCells of(ClusterLayout layout) {
        return new ClusterCells(layout.fingerprint(), layout.cells());
    }

    boolean isOf(ClusterLayout layout) {
        return cells.length == layout.cells() && (cells.length == 0 || fingerprint == layout.fingerprint());
    }

    void count(int cell) {
        cells[cell] += cells[cell] == Integer.MAX_VALUE ? 0 : 1;
    }

    /** Both together; those that another reference divided otherwise cannot be added, and then nothing is known. */
    ClusterCells plus(ClusterCells other) {
        if (other.cells.length == 0) {
            return this;
        }
        if (cells.length == 0) {
            return other;
        }
        if (cells.length != other.cells.length || fingerprint != other.fingerprint) {
            return NONE;
        }
        ClusterCells sum = new ClusterCells(fingerprint, cells.length);
        Arrays.setAll(sum.cells, i -> (int) Math.min(Integer.MAX_VALUE, (long) cells[i] + other.cells[i]));
        return sum;
    }

    boolean isEmpty() {
        return cells.length == 0;
    }

    /** Rows by cluster and coarse bin. */
    long[][] clusters(ClusterLayout.Place place, int first, int count) {
        long[][] clusters = new long[count][place.bins()];
        for (int cluster = 0; cluster < count; cluster++) {
            int from = place.first() + (first + cluster) * place.bins();
            for (int bin = 0; bin < place.bins(); bin++) {
                clusters[cluster][bin] = cells[from + bin];
            }
        }
        return clusters;
    }

    int bytes() {
        return cells.length == 0 ? 0 : HEADER + width() * cells.length;
    }

    /** Few rows are the rule, so few bytes are. */
    private int width() {
        int most = 0;
        for (int cell : cells) {
            most |= cell;
        }
        if (most <= Byte.MAX_VALUE) {
            return Byte.BYTES;
        }
        return most <= Short.MAX_VALUE ? Short.BYTES : Integer.BYTES;
    }

    void write(ByteBuffer buffer) {
        if (cells.length == 0) {
            return;
        }
        int width = width();
        buffer.putInt(fingerprint).putInt(cells.length).put((byte) width);
        if (width == Byte.BYTES) {
            buffer.put(bytesOfCells());
        } else if (width == Short.BYTES) {
            buffer.asShortBuffer().put(shortsOfCells());
            buffer.position(buffer.position() + cells.length * Short.BYTES);
        } else {
            buffer.asIntBuffer().put(cells);
            buffer.position(buffer.position() + cells.length * Integer.BYTES);
        }
    }

    /** At once: counts are written with each frame, and cell by cell that takes longer than counting a frame of one row. */
    private byte[] bytesOfCells() {
        byte[] bytes = new byte[cells.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) cells[i];
        }
        return bytes;
    }

    private short[] shortsOfCells() {
        short[] shorts = new short[cells.length];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) cells[i];
        }
        return shorts;
    }

    /** Reads the rest of a buffer. */
    static ClusterCells read(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return NONE;
        }
        int found = buffer.remaining();
        int fingerprint = found < HEADER ? 0 : buffer.getInt();
        int size = found < HEADER ? 0 : buffer.getInt();
        int width = found < HEADER ? 0 : buffer.get();
        if (found != HEADER + (long) width * size || size <= 0) {
            throw new IllegalStateException("counts by cluster must have " + size + " cells of " + width
                    + " bytes: had " + found + " bytes for them");
        }
        ClusterCells read = new ClusterCells(fingerprint, size);
        for (int i = 0; i < size; i++) {
            read.cells[i] = switch (width) {
                case Byte.BYTES -> buffer.get();
                case Short.BYTES -> buffer.getShort();
                default -> buffer.getInt();
            };
        }
        return read;
    }
}
