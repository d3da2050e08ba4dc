package io.riffle.window;

import io.riffle.hash.TextHash;
import org.jspecify.annotations.Nullable;

/**
 * Slots that each hold the statistics of some events: how many there were and, as far as the layout stores it, how many
 * had a value, the sum, minimum, maximum and sum of squared differences from the mean of these values, and a sketch of
 * the different ones. An event whose value is missing ({@code NaN} or null) is counted, but adds no value.
 *
 * <p>Columns instead of one object per bucket: a record is unpacked into them and answered from them without allocation.
 */
final class Buckets {
    /** One event, with its value where values are stored: no counts follow, and one number. */
    private static final int SINGLE = 1;
    /** Some events have no value: their number follows. */
    private static final int SOME_MISSING = 2;
    /** Numbers are ints, in hundredths. */
    private static final int HUNDREDTHS = 4;

    static final int FLAG_BITS = 3;
    /** The largest distance that fits beside the flags; from here on it follows as a number of its own. */
    static final int FAR = 31;

    private static final double[] NONE = new double[0];

    private final boolean storesNumbers;
    private final long[] events;
    private final long[] values;
    private final double[] sums;
    private final double[] minima;
    private final double[] maxima;
    private final double[] squares;
    private final @Nullable DistinctSketches sketches;

    Buckets(RingLayout layout, int slots) {
        storesNumbers = layout.storesNumbers();
        events = new long[slots];
        values = new long[slots];
        sums = layout.stores(Aggregate.SUM) ? new double[slots] : NONE;
        minima = layout.stores(Aggregate.MIN) ? new double[slots] : NONE;
        maxima = layout.stores(Aggregate.MAX) ? new double[slots] : NONE;
        squares = layout.stores(Aggregate.STD) ? new double[slots] : NONE;
        sketches = layout.stores(Aggregate.DISTINCT) ? new DistinctSketches(slots) : null;
    }

    void clear(int slot) {
        events[slot] = 0;
        values[slot] = 0;
        set(sums, slot, 0);
        if (sketches != null) {
            sketches.clear(slot);
        }
    }

    void add(int slot, double number) {
        events[slot]++;
        if (Double.isNaN(number)) {
            return;
        }
        // -0.0 becomes 0.0, which a record cannot tell apart.
        addNumber(slot, number + 0.0);
        if (sketches != null) {
            sketches.add(slot, (int) TextHash.of(number));
        }
    }

    void add(int slot, @Nullable String text) {
        events[slot]++;
        if (text != null && sketches != null) {
            sketches.add(slot, (int) TextHash.of(text));
        }
    }

    /** Takes over the first slot of buckets that store other aggregates; what those do not store is empty. */
    void take(int slot, Buckets other) {
        clear(slot);
        events[slot] = other.events[0];
        values[slot] = other.storesNumbers ? other.values[0] : 0;
        take(sums, slot, other.sums);
        take(minima, slot, other.minima);
        take(maxima, slot, other.maxima);
        take(squares, slot, other.squares);
        if (sketches != null && other.sketches != null) {
            sketches.take(slot, other.sketches);
        }
    }

    void move(int from, int to, int slots) {
        System.arraycopy(events, from, events, to, slots);
        System.arraycopy(values, from, values, to, slots);
        move(sums, from, to, slots);
        move(minima, from, to, slots);
        move(maxima, from, to, slots);
        move(squares, from, to, slots);
        if (sketches != null) {
            sketches.move(from, to, slots);
        }
    }

    long events(int from, int to) {
        long total = 0;
        for (int slot = from; slot < to; slot++) {
            total += events[slot];
        }
        return total;
    }

    long values(int from, int to) {
        long total = 0;
        for (int slot = from; slot < to; slot++) {
            total += values[slot];
        }
        return total;
    }

    double sum(int from, int to) {
        double total = 0;
        for (int slot = from; slot < to; slot++) {
            total += sums[slot];
        }
        return total;
    }

    /** {@code NaN} if there is no value. */
    double minimum(int from, int to) {
        double smallest = Double.NaN;
        for (int slot = from; slot < to; slot++) {
            if (values[slot] > 0 && !(minima[slot] >= smallest)) {
                smallest = minima[slot];
            }
        }
        return smallest;
    }

    /** {@code NaN} if there is no value. */
    double maximum(int from, int to) {
        double largest = Double.NaN;
        for (int slot = from; slot < to; slot++) {
            if (values[slot] > 0 && !(maxima[slot] <= largest)) {
                largest = maxima[slot];
            }
        }
        return largest;
    }

    /**
     * Sum of squared differences from {@code mean}, the mean of all values of these slots: those inside each slot plus
     * those of the slots' means (the decomposition behind Chan, Golub and LeVeque 1979). Two passes are more
     * precise than merging slot after slot and have no division that waits for the one before.
     */
    double squares(int from, int to, double mean) {
        double total = 0;
        for (int slot = from; slot < to; slot++) {
            if (values[slot] > 0) {
                double difference = sums[slot] / values[slot] - mean;
                total += squares[slot] + difference * difference * values[slot];
            }
        }
        return total;
    }

    double distinct(int from, int to) {
        return sketches == null ? 0 : sketches.count(from, to);
    }

    /**
     * Appends one slot, {@code distance} buckets after the one before: a byte with flags and distance, then counts and
     * numbers as far as the flags do not say it all. Sums, minima and maxima take four bytes instead of eight where they
     * are whole hundredths, as amounts of money and counts are.
     */
    void write(int slot, long distance, RecordWriter writer) {
        boolean single = events[slot] == 1 && (!storesNumbers || values[slot] == 1);
        boolean someMissing = storesNumbers && values[slot] != events[slot];
        boolean hundredths = storesNumbers && values[slot] > 0 && allHundredths(slot);
        int flags = (single ? SINGLE : 0) | (someMissing ? SOME_MISSING : 0) | (hundredths ? HUNDREDTHS : 0);
        writer.writeByte((int) Math.min(distance, FAR) << FLAG_BITS | flags);
        if (distance >= FAR) {
            writer.writeUnsigned(distance);
        }
        if (!single) {
            writer.writeUnsigned(events[slot]);
        }
        if (someMissing) {
            writer.writeUnsigned(values[slot]);
        }
        if (storesNumbers && values[slot] > 0) {
            writeNumbers(slot, single, hundredths, writer);
        }
        if (sketches != null) {
            sketches.write(slot, writer);
        }
    }

    /** Reads what {@link #write} wrote and returns the distance. */
    long read(int slot, RecordReader reader) {
        int header = reader.readByte() & 0xFF;
        long distance = (long) header >>> FLAG_BITS;
        if (distance == FAR) {
            distance = reader.readUnsigned();
        }
        boolean single = (header & SINGLE) != 0;
        events[slot] = single ? 1 : reader.readUnsigned();
        values[slot] = (header & SOME_MISSING) != 0 ? reader.readUnsigned() : events[slot];
        if (storesNumbers) {
            readNumbers(slot, single, (header & HUNDREDTHS) != 0, reader);
        }
        if (sketches != null) {
            sketches.read(slot, reader);
        }
        return distance;
    }

    private void addNumber(int slot, double number) {
        long before = values[slot]++;
        if (before == 0) {
            setAll(slot, number);
            return;
        }
        if (squares.length > 0) {
            // Youngs and Cramer 1971, as Welford's update but from the sum.
            double difference = number - sums[slot] / before;
            squares[slot] += difference * difference * before / (before + 1);
        }
        if (sums.length > 0) {
            sums[slot] = Hundredths.snapped(sums[slot] + number);
        }
        if (minima.length > 0) {
            minima[slot] = Math.min(minima[slot], number);
        }
        if (maxima.length > 0) {
            maxima[slot] = Math.max(maxima[slot], number);
        }
    }

    private void setAll(int slot, double number) {
        set(sums, slot, number);
        set(minima, slot, number);
        set(maxima, slot, number);
        set(squares, slot, 0);
    }

    private void writeNumbers(int slot, boolean single, boolean hundredths, RecordWriter writer) {
        if (single) {
            write(sums.length > 0 ? sums : minima.length > 0 ? minima : maxima, slot, hundredths, writer);
            return;
        }
        write(sums, slot, hundredths, writer);
        write(minima, slot, hundredths, writer);
        write(maxima, slot, hundredths, writer);
        write(squares, slot, false, writer);
    }

    private void readNumbers(int slot, boolean single, boolean hundredths, RecordReader reader) {
        if (values[slot] == 0) {
            set(sums, slot, 0);
            return;
        }
        if (single) {
            setAll(slot, hundredths ? Hundredths.toNumber(reader.readInt()) : reader.readDouble());
            return;
        }
        read(sums, slot, hundredths, reader);
        read(minima, slot, hundredths, reader);
        read(maxima, slot, hundredths, reader);
        read(squares, slot, false, reader);
    }

    private boolean allHundredths(int slot) {
        return (sums.length == 0 || Hundredths.isWhole(sums[slot]))
                && (minima.length == 0 || Hundredths.isWhole(minima[slot]))
                && (maxima.length == 0 || Hundredths.isWhole(maxima[slot]));
    }

    private static void take(double[] column, int slot, double[] other) {
        set(column, slot, other.length > 0 ? other[0] : 0);
    }

    private static void move(double[] column, int from, int to, int slots) {
        if (column.length > 0) {
            System.arraycopy(column, from, column, to, slots);
        }
    }

    private static void set(double[] column, int slot, double number) {
        if (column.length > 0) {
            column[slot] = number;
        }
    }

    private static void write(double[] column, int slot, boolean hundredths, RecordWriter writer) {
        if (column.length == 0) {
            return;
        }
        if (hundredths) {
            writer.writeInt(Hundredths.of(column[slot]));
            return;
        }
        writer.writeDouble(column[slot]);
    }

    private static void read(double[] column, int slot, boolean hundredths, RecordReader reader) {
        if (column.length > 0) {
            column[slot] = hundredths ? Hundredths.toNumber(reader.readInt()) : reader.readDouble();
        }
    }
}
