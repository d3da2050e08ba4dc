package io.riffle.feature;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The cells of one tensor while its rows are written. {@link #move} chooses row and column, {@link #set} and
 * {@link #put} write there. A number that the tensor's type cannot hold leaves its cell 0 and is counted.
 */
final class TensorCells implements Transform.Slots {
    private static final byte[] ZEROS = new byte[4096];
    private static final int NONE = -1;

    private final TensorType type;
    private final int rowWidth;
    private ByteBuffer target = ByteBuffer.allocate(0);
    private int start;
    private int cell;
    private int columnWidth;
    private int refused;
    private int firstRefused;
    private double firstRefusedNumber;

    TensorCells(TensorType type, int rowWidth) {
        this.type = type;
        this.rowWidth = rowWidth;
    }

    /** Makes all cells of some rows 0, from the buffer's position on, which moves behind them. */
    void open(ByteBuffer buffer, int rows) {
        int bytes = Math.multiplyExact(Math.multiplyExact(rows, rowWidth), type.bytes());
        target = buffer;
        start = buffer.position();
        refused = 0;
        firstRefused = NONE;
        int left = bytes;
        while (left > 0) {
            int part = Math.min(left, ZEROS.length);
            buffer.put(ZEROS, 0, part);
            left -= part;
        }
    }

    /** Goes to the first cell of a column in a row, both counted from 0. */
    void move(int row, int offset, int width) {
        cell = row * rowWidth + offset;
        columnWidth = width;
    }

    /** Checked, because transforms of others put too: a wrong slot would otherwise be another column's value. */
    @Override
    public void put(int slot, double value) {
        write(cell + Objects.checkIndex(slot, columnWidth), value);
    }

    /** Sets the column's only value. */
    void set(double value) {
        write(cell, value);
    }

    /** How many cells stayed 0 because the type cannot hold their number. */
    int refused() {
        return refused;
    }

    /** The first such cell, counted from the first row's first. */
    int firstRefused() {
        return firstRefused;
    }

    double firstRefusedNumber() {
        return firstRefusedNumber;
    }

    private void write(int index, double value) {
        int at = start + index * type.bytes();
        switch (type) {
            case FLOAT32 -> target.putFloat(at, (float) value);
            case FLOAT64 -> target.putDouble(at, value);
            default -> writeExactly(index, at, value);
        }
    }

    private void writeExactly(int index, int at, double value) {
        if (!type.holds(value)) {
            refuse(index, value);
            return;
        }
        switch (type) {
            case INT64 -> target.putLong(at, (long) value);
            case INT32 -> target.putInt(at, (int) value);
            default -> target.put(at, (byte) (int) value);
        }
    }

    private void refuse(int index, double value) {
        if (refused == 0) {
            firstRefused = index;
            firstRefusedNumber = value;
        }
        refused++;
    }
}
