package io.riffle.feature;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The cells of one tensor while its rows are written: a whole column at once with {@link #setColumn}, or one row's
 * several values with {@link #move} and {@link #put}. A number that the tensor's type cannot hold leaves its cell 0 and
 * is counted, and so is a missing one where the tensor refuses those.
 */
final class TensorCells implements Transform.Slots {
    private static final byte[] ZEROS = new byte[4096];
    private static final int NONE = -1;

    private final TensorType type;
    private final int rowWidth;
    private final boolean watchesMissing;
    private final double replacement;
    private ByteBuffer target = ByteBuffer.allocate(0);
    private int start;
    private int cell;
    private int columnWidth;
    private double[] scratch = new double[0];
    private final OddValues odd = new OddValues();
    private final double greatest;
    private int refused;
    private int firstRefused;
    private double firstRefusedNumber;
    private String firstRefusedText = "";

    TensorCells(TensorType type, int rowWidth, MissingPolicy missing) {
        this.type = type;
        this.rowWidth = rowWidth;
        greatest = switch (type) {
            case FLOAT16 -> 65504;
            case FLOAT32 -> Float.MAX_VALUE;
            default -> Double.MAX_VALUE;
        };
        watchesMissing = !(missing instanceof MissingPolicy.Allow);
        replacement = missing instanceof MissingPolicy.ReplaceNumber replace ? replace.number() : Double.NaN;
    }

    /** Makes all cells of some rows 0, from the buffer's position on, which moves behind them. */
    void open(ByteBuffer buffer, int rows) {
        int bytes = Math.multiplyExact(Math.multiplyExact(rows, rowWidth), type.bytes());
        target = buffer;
        start = buffer.position();
        refused = 0;
        firstRefusedText = "";
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
        int index = cell + Objects.checkIndex(slot, columnWidth);
        int at = start + index * type.bytes();
        if (!(Math.abs(value) <= greatest)) {
            countOdd(value);
        }
        double present = watchesMissing && Double.isNaN(value) ? missing(index) : value;
        switch (type) {
            case FLOAT32 -> target.putFloat(at, (float) present);
            case FLOAT64 -> target.putDouble(at, present);
            default -> writeExactly(index, at, present);
        }
    }

    /** Sets a column of width 1 in the first {@code rows} rows. */
    void setColumn(int offset, double[] values, int rows) {
        int stride = rowWidth * type.bytes();
        int at = start + offset * type.bytes();
        for (int row = 0; row < rows; row++) {
            if (!(Math.abs(values[row]) <= greatest)) {
                countOdd(values[row]);
            }
        }
        if (watchesMissing) {
            replaceMissing(offset, values, rows);
        }
        switch (type) {
            case FLOAT32 -> {
                for (int row = 0; row < rows; row++) {
                    target.putFloat(at + row * stride, (float) values[row]);
                }
            }
            case FLOAT64 -> {
                for (int row = 0; row < rows; row++) {
                    target.putDouble(at + row * stride, values[row]);
                }
            }
            default -> {
                for (int row = 0; row < rows; row++) {
                    writeExactly(row * rowWidth + offset, at + row * stride, values[row]);
                }
            }
        }
    }

    /**
     * Sets slots of the row that {@link #move} went to: from a first slot on, so many apart, from values so many apart. A
     * type of whole numbers gets the nearest one.
     */
    void setEvery(int slot, int slotStep, float[] values, int value, int valueStep, int count) {
        int index = cell + slot;
        int from = value;
        for (int i = 0; i < count; i++) {
            int at = start + index * type.bytes();
            if (type == TensorType.FLOAT32) {
                target.putFloat(at, values[from]);
            } else {
                writeExactly(index, at, type.holds(0.5) ? values[from] : Math.rint(values[from]));
            }
            index += slotStep;
            from += valueStep;
        }
    }

    /** Puts the replacement into all slots of the row, or refuses it if there is none. */
    void fillMissing(String problem) {
        if (Double.isNaN(replacement)) {
            refuse(problem);
            return;
        }
        for (int slot = 0; slot < columnWidth; slot++) {
            put(slot, replacement);
        }
    }

    /** Refuses the row that {@link #move} went to. */
    void refuse(String problem) {
        if (refused == 0) {
            firstRefused = cell;
            firstRefusedText = problem;
        }
        refused++;
    }

    OddValues odd() {
        return odd;
    }

    private void countOdd(double value) {
        if (Double.isNaN(value)) {
            odd.count(OddValue.NAN, 1);
        } else {
            odd.count(Double.isInfinite(value) ? OddValue.INFINITE : OddValue.OVERFLOW, 1);
        }
    }

    /** Space for one column's numbers on their way, kept from call to call. */
    double[] scratch(int rows) {
        if (scratch.length < rows) {
            scratch = new double[rows];
        }
        return scratch;
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

    /** Why the first such cell was refused, if it was not for its number; else empty. */
    String firstRefusedText() {
        return firstRefusedText;
    }

    private void replaceMissing(int offset, double[] values, int rows) {
        for (int row = 0; row < rows; row++) {
            if (Double.isNaN(values[row])) {
                values[row] = missing(row * rowWidth + offset);
            }
        }
    }

    /** What stands for a missing number. Where nothing may, the cell is refused; whole numbers are when written. */
    private double missing(int index) {
        if (Double.isNaN(replacement) && type.holds(Double.NaN)) {
            refuse(index, Double.NaN);
        }
        return replacement;
    }

    private void writeExactly(int index, int at, double value) {
        if (!type.holds(value)) {
            refuse(index, value);
            return;
        }
        switch (type) {
            case FLOAT32 -> target.putFloat(at, (float) value);
            case FLOAT64 -> target.putDouble(at, value);
            case FLOAT16 -> target.putShort(at, HalfFloat.bits(value));
            case INT64 -> target.putLong(at, (long) value);
            case INT32 -> target.putInt(at, (int) value);
            default -> target.put(at, (byte) (int) value);
        }
    }

    private void refuse(int index, double value) {
        if (Double.isFinite(value)) {
            odd.count(OddValue.OVERFLOW, 1);
        }
        if (refused == 0) {
            firstRefused = index;
            firstRefusedNumber = value;
        }
        refused++;
    }
}
