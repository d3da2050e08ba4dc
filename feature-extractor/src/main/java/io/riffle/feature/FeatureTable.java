package io.riffle.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The feature values of one micro-batch, column by column, reused from batch to batch so that filling it allocates
 * nothing. A missing number is {@code NaN}, a missing text or image {@code null}. Not thread-safe: one table belongs to one task.
 */
@SuppressWarnings("EnumOrdinal") // in memory only
public final class FeatureTable {
    /** The age of a value that does not say when it became true. */
    public static final long UNKNOWN_AGE = Long.MIN_VALUE;

    private static final FeatureStatus[] STATUSES = FeatureStatus.values();
    private static final byte MISSING = (byte) FeatureStatus.MISSING.ordinal();
    private static final byte PRESENT = (byte) FeatureStatus.PRESENT.ordinal();

    private final FeatureSchema schema;
    private final double[][] numbers;
    /** Texts and images. */
    private final @Nullable Object[][] objects;

    /** Ordinals: references into old arrays would keep the collector busy with each value of each row. */
    private final byte[][] statuses;
    /** Of profile values only: all others are as old as their event. */
    private final long[][] ages;

    private int capacity;

    public FeatureTable(FeatureSchema schema, int capacity) {
        this.schema = schema;
        this.capacity = capacity;
        numbers = new double[schema.size()][];
        objects = new Object[schema.size()][];
        statuses = new byte[schema.size()][];
        ages = new long[schema.size()][];
        for (int column = 0; column < schema.size(); column++) {
            boolean number = isNumber(column);
            numbers[column] = new double[number ? capacity : 0];
            objects[column] = new Object[number ? 0 : capacity];
            statuses[column] = new byte[capacity];
            ages[column] = new long[isStored(column) ? capacity : 0];
        }
        clear(capacity);
    }

    public FeatureSchema schema() {
        return schema;
    }

    /** Makes the first {@code rows} rows missing in every column, growing the table if it is too small. */
    public void clear(int rows) {
        if (rows > capacity) {
            grow(Math.max(rows, capacity * 2));
        }
        for (int column = 0; column < schema.size(); column++) {
            Arrays.fill(numbers[column], 0, Math.min(rows, numbers[column].length), Double.NaN);
            Arrays.fill(objects[column], 0, Math.min(rows, objects[column].length), null);
            Arrays.fill(statuses[column], 0, rows, MISSING);
            Arrays.fill(ages[column], 0, Math.min(rows, ages[column].length), UNKNOWN_AGE);
        }
    }

    /** Makes one row missing in every column: what a rejected event leaves behind must not reach the next one. */
    public void clearRow(int row) {
        for (int column = 0; column < schema.size(); column++) {
            if (isNumber(column)) {
                numbers[column][row] = Double.NaN;
            } else {
                objects[column][row] = null;
            }
            statuses[column][row] = MISSING;
            if (isStored(column)) {
                ages[column][row] = UNKNOWN_AGE;
            }
        }
    }

    /** A number, integer or boolean (0 or 1); {@code NaN} if it is missing. */
    public double number(int column, int row) {
        return numbers[column][row];
    }

    /**
     * The numbers of a column, for who computes by column: not to be written to, and replaced when the table grows.
     *
     * @return at least as many as the table has rows
     */
    public double[] numbers(int column) {
        return numbers[column];
    }

    /** Copies the numbers of some rows, {@code to} exclusive, to the start of an array. */
    void numbers(int column, int from, int to, double[] target) {
        System.arraycopy(numbers[column], from, target, 0, to - from);
    }

    /** Sets a number; {@code NaN} makes it missing. */
    public void number(int column, int row, double value) {
        numbers[column][row] = value;
        statuses[column][row] = Double.isNaN(value) ? MISSING : PRESENT;
    }

    /** A category or text; null if it is missing. */
    public @Nullable String text(int column, int row) {
        return (String) objects[column][row];
    }

    /** Sets a category or text; null makes it missing. */
    public void text(int column, int row, @Nullable String value) {
        object(column, row, value);
    }

    /** An encoded image, not to be written to; null if it is missing. */
    public byte @Nullable [] image(int column, int row) {
        return (byte[]) objects[column][row];
    }

    /** Sets an encoded image; null makes it missing. */
    public void image(int column, int row, byte @Nullable [] value) {
        object(column, row, value);
    }

    private void object(int column, int row, @Nullable Object value) {
        objects[column][row] = value;
        statuses[column][row] = value == null ? MISSING : PRESENT;
    }

    public FeatureStatus status(int column, int row) {
        return STATUSES[statuses[column][row]];
    }

    /** Overrides the status that setting a value gave: a default in place of an old or absent value is not PRESENT. */
    public void status(int column, int row, FeatureStatus status) {
        statuses[column][row] = (byte) status.ordinal();
    }

    /** How much older than its event the stored value of a profile feature is, in milliseconds, or {@link #UNKNOWN_AGE}. */
    public long age(int column, int row) {
        return ages[column][row];
    }

    /** Tells the age of a profile feature's stored value in milliseconds, also where a default stands in its place. */
    public void age(int column, int row, long age) {
        ages[column][row] = age;
    }

    /** Moves a row down over a rejected one. */
    public void move(int from, int to) {
        for (int column = 0; column < schema.size(); column++) {
            if (isNumber(column)) {
                numbers[column][to] = numbers[column][from];
            } else {
                objects[column][to] = objects[column][from];
            }
            statuses[column][to] = statuses[column][from];
            if (isStored(column)) {
                ages[column][to] = ages[column][from];
            }
        }
    }

    /** Copies a row of another table of the same schema. */
    public void copy(FeatureTable source, int from, int to) {
        for (int column = 0; column < schema.size(); column++) {
            if (isNumber(column)) {
                numbers[column][to] = source.numbers[column][from];
            } else {
                objects[column][to] = source.objects[column][from];
            }
            statuses[column][to] = source.statuses[column][from];
            if (isStored(column)) {
                ages[column][to] = source.ages[column][from];
            }
        }
    }

    private boolean isStored(int column) {
        return schema.feature(column).source() == FeatureSource.PROFILE;
    }

    private boolean isNumber(int column) {
        return schema.feature(column).type().isNumber();
    }

    private void grow(int rows) {
        for (int column = 0; column < schema.size(); column++) {
            if (isNumber(column)) {
                numbers[column] = Arrays.copyOf(numbers[column], rows);
            } else {
                objects[column] = Arrays.copyOf(objects[column], rows);
            }
            statuses[column] = Arrays.copyOf(statuses[column], rows);
            ages[column] = Arrays.copyOf(ages[column], isStored(column) ? rows : 0);
        }
        capacity = rows;
    }
}
