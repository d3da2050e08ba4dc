package io.riffle.feature.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each number occurred. Everything that a step learns follows from these counts, so the order of the values
 * does not matter, and counts of parts that are merged are those of the whole, to the last bit.
 *
 * <p>Where there are more distinct numbers than the limit, all are cut to fewer binary digits, four at a time, until
 * they fit: the relative error is below {@code 2^-(52 - cutBits)}. How many digits are cut depends on the set of numbers
 * only, so that merging stays exact.
 */
public final class NumberCounts {
    /** 16 bytes each: at most 48 MB per column while it is learned. */
    public static final int DEFAULT_LIMIT = 1 << 20;

    private static final int CUT_STEP = 4;
    private static final int MOST_CUT = 44;

    private final int limit;
    private double[] numbers = new double[64];
    private long[] counts = new long[64];
    private int distinct;
    private int cutBits;
    private long missing;
    private long infinite;

    public NumberCounts() {
        this(DEFAULT_LIMIT);
    }

    /** Counts that keep at most so many distinct numbers. */
    public NumberCounts(int limit) {
        this.limit = limit;
    }

    public void add(double number) {
        add(number, 1);
    }

    /** Counts a number several times; {@code NaN} is missing, and nothing is learned from infinity. */
    public void add(double number, long times) {
        if (times == 0) {
            return;
        }
        if (Double.isNaN(number)) {
            missing += times;
        } else if (Double.isInfinite(number)) {
            infinite += times;
        } else {
            count(cut(number), times);
        }
    }

    public void merge(NumberCounts other) {
        missing += other.missing;
        infinite += other.infinite;
        cutTo(Math.max(cutBits, other.cutBits));
        for (int slot = 0; slot < other.counts.length; slot++) {
            if (other.counts[slot] > 0) {
                count(cut(other.numbers[slot]), other.counts[slot]);
            }
        }
    }

    /** What gets the numbers and how often each occurred. */
    @FunctionalInterface
    interface Each {
        void number(double number, long times);
    }

    /** Hands over all that was counted, missing and (as positive) infinite ones too. */
    void forEach(Each each) {
        for (int slot = 0; slot < counts.length; slot++) {
            if (counts[slot] > 0) {
                each.number(numbers[slot], counts[slot]);
            }
        }
        if (missing > 0) {
            each.number(Double.NaN, missing);
        }
        if (infinite > 0) {
            each.number(Double.POSITIVE_INFINITY, infinite);
        }
    }

    public long missing() {
        return missing;
    }

    public long infinite() {
        return infinite;
    }

    /** Binary digits that were cut from every number; 0 if all are kept as they are. */
    public int cutBits() {
        return cutBits;
    }

    /**
     * The numbers in ascending order.
     *
     * @throws IllegalArgumentException if there is none
     */
    public SortedNumbers sorted() {
        if (distinct == 0) {
            throw new IllegalArgumentException("at least one number must be recorded: found none (" + missing
                    + " missing, " + infinite + " infinite)");
        }
        int[] slots = IntStream.range(0, counts.length)
                .filter(slot -> counts[slot] > 0)
                .boxed()
                .sorted((one, other) -> Double.compare(numbers[one], numbers[other]))
                .mapToInt(slot -> slot)
                .toArray();
        return new SortedNumbers(
                Arrays.stream(slots).mapToDouble(slot -> numbers[slot]).toArray(),
                Arrays.stream(slots).mapToLong(slot -> counts[slot]).toArray());
    }

    private void count(double number, long times) {
        int slot = slot(number);
        if (counts[slot] == 0) {
            numbers[slot] = number;
            distinct++;
        }
        counts[slot] += times;
        if (distinct > limit && cutBits < MOST_CUT) {
            cutTo(cutBits + CUT_STEP);
        } else if (distinct * 2 > counts.length) {
            rebuild(counts.length * 2);
        }
    }

    private void cutTo(int bits) {
        if (bits > cutBits) {
            cutBits = bits;
            rebuild(counts.length);
            if (distinct > limit && bits < MOST_CUT) {
                cutTo(bits + CUT_STEP);
            }
        }
    }

    private void rebuild(int capacity) {
        double[] oldNumbers = numbers;
        long[] oldCounts = counts;
        numbers = new double[capacity];
        counts = new long[capacity];
        distinct = 0;
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(cut(oldNumbers[i]));
                numbers[slot] = cut(oldNumbers[i]);
                distinct += counts[slot] == 0 ? 1 : 0;
                counts[slot] += oldCounts[i];
            }
        }
    }

    /** Where the number is counted, or would be. */
    private int slot(double number) {
        int mask = counts.length - 1;
        long mixed = Double.doubleToLongBits(number) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & mask;
        while (counts[slot] > 0 && numbers[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Towards zero, so that cutting in two goes gives the same as in one; whole numbers of few digits stay. */
    private double cut(double number) {
        return Double.longBitsToDouble(Double.doubleToLongBits(number + 0.0) & (-1L << cutBits));
    }
}
