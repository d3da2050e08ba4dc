package io.riffle.stats;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How often numbers occurred, without knowing before where they lie: at most {@value #MOST} bins, each all numbers that
 * share their sign, exponent and first bits of the mantissa. It starts with all 64 bits and gives up one each time that
 * there would be more bins. So the bins follow from the numbers alone, whatever their order and however they were divided
 * before being {@link #add(ValueHistogram) added up}, and the counts are exact.
 */
public final class ValueHistogram {
    /** As many bins as a feature of a reference profile may have. */
    public static final int MOST = 256;

    private static final int SLOTS = 4 * MOST;
    private static final int HEADER = 2 * Integer.BYTES + 2 * Double.BYTES;
    private static final int PER_BIN = Long.BYTES + Integer.BYTES;

    private long[] prefixes = new long[SLOTS];
    private int[] counts = new int[SLOTS];
    private int used;
    private int shift;
    private double smallest = Double.POSITIVE_INFINITY;
    private double largest = Double.NEGATIVE_INFINITY;

    /** Adds a number that is not NaN. */
    public void add(double value) {
        add(ordered(value) >> shift, 1);
        if (Double.isFinite(value)) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
    }

    /** Adds the counts of other numbers. */
    public void add(ValueHistogram other) {
        coarsen(other.shift);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (other.counts[slot] > 0) {
                add(other.prefixes[slot] >> (shift - other.shift), other.counts[slot]);
            }
        }
        smallest = Math.min(smallest, other.smallest);
        largest = Math.max(largest, other.largest);
    }

    private void add(long prefix, int more) {
        long wanted = prefix;
        int slot = slot(wanted);
        while (counts[slot] == 0 && used == MOST) {
            coarsen(shift + 1);
            wanted >>= 1;
            slot = slot(wanted);
        }
        used += counts[slot] == 0 ? 1 : 0;
        prefixes[slot] = wanted;
        counts[slot] = (int) Math.min(Integer.MAX_VALUE, (long) counts[slot] + more);
    }

    /** Where a prefix is, or would be. */
    private int slot(long prefix) {
        int slot = (int) ((prefix * 0x9E3779B97F4A7C15L) >>> 54);
        while (counts[slot] > 0 && prefixes[slot] != prefix) {
            slot = (slot + 1) % SLOTS;
        }
        return slot;
    }

    /** Gives up bits until so many are ignored. */
    public void coarsen(int wanted) {
        if (wanted <= shift) {
            return;
        }
        long[] finePrefixes = prefixes;
        int[] fineCounts = counts;
        int less = wanted - shift;
        prefixes = new long[SLOTS];
        counts = new int[SLOTS];
        used = 0;
        shift = wanted;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (fineCounts[slot] > 0) {
                add(finePrefixes[slot] >> less, fineCounts[slot]);
            }
        }
    }

    /** How many of the 64 bits are ignored; histograms with the same have the same bins. */
    public int shift() {
        return shift;
    }

    /** How many numbers there are. */
    public long total() {
        return Arrays.stream(counts).asLongStream().sum();
    }

    /** The smallest finite number; infinity if there is none. */
    public double smallest() {
        return smallest;
    }

    /** The largest finite number; minus infinity if there is none. */
    public double largest() {
        return largest;
    }

    /** A bin's lowest number, which may be infinite or NaN below all finite ones, its middle, and how many fell into it. */
    public record Bin(double low, double middle, long count) {}

    /** The bins that have numbers, in order. */
    public Bin[] bins() {
        return Arrays.stream(prefixesInOrder())
                .mapToObj(prefix -> new Bin(number(prefix << shift), middle(prefix), counts[slot(prefix)]))
                .toArray(Bin[]::new);
    }

    /** The same bins as ranges of numbers, whose outer ends may be infinite or NaN. */
    List<ReferenceBins.Cell> cells() {
        return Arrays.stream(prefixesInOrder())
                .mapToObj(prefix -> new ReferenceBins.Cell(
                        number(prefix << shift), number((prefix + 1) << shift), counts[slot(prefix)]))
                .toList();
    }

    private long[] prefixesInOrder() {
        long[] sorted = new long[used];
        int next = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (counts[slot] > 0) {
                sorted[next++] = prefixes[slot];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** Within what was seen: the outer bins may reach far beyond. */
    private double middle(long prefix) {
        double low = Math.max(smallest, number(prefix << shift));
        double high = Math.min(largest, number((prefix << shift) | ((1L << shift) - 1)));
        return low + (high - low) / 2;
    }

    /** Bits that are ordered as the numbers are. */
    private static long ordered(double value) {
        long bits = Double.doubleToRawLongBits(value == 0 ? 0.0 : value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double number(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }

    /** How many bytes {@link #write} writes. */
    public int bytes() {
        return HEADER + used * PER_BIN;
    }

    public void write(ByteBuffer buffer) {
        buffer.putInt(shift).putInt(used).putDouble(smallest).putDouble(largest);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (counts[slot] > 0) {
                buffer.putLong(prefixes[slot]).putInt(counts[slot]);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static ValueHistogram read(ByteBuffer buffer) {
        ValueHistogram histogram = new ValueHistogram();
        histogram.shift = buffer.getInt();
        int bins = buffer.getInt();
        histogram.smallest = buffer.getDouble();
        histogram.largest = buffer.getDouble();
        for (int bin = 0; bin < bins; bin++) {
            histogram.add(buffer.getLong(), buffer.getInt());
        }
        return histogram;
    }
}
