package io.riffle.stats;

import java.util.Arrays;

/**
 * The two-sample Kolmogorov-Smirnov statistic: the largest difference of the two distribution functions.
 *
 * @param statistic from 0 to 1
 * @param location a value where the difference is that large
 * @param sign 1 where the first sample's function is above there, else -1
 */
public record KolmogorovSmirnov(double statistic, double location, int sign) {

    /** Of two samples, none empty. */
    public static KolmogorovSmirnov of(double[] x, double[] y) {
        double[] first = sorted(x);
        double[] second = sorted(y);
        double above = 0;
        double below = 0;
        double highest = first[0];
        double lowest = first[0];
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            double value = Math.min(first[i], second[j]);
            i = after(first, i, value);
            j = after(second, j, value);
            double gap = (double) i / first.length - (double) j / second.length;
            if (gap > above) {
                above = gap;
                highest = value;
            }
            if (gap < below) {
                below = gap;
                lowest = value;
            }
        }
        return above >= -below ? new KolmogorovSmirnov(above, highest, 1) : new KolmogorovSmirnov(-below, lowest, -1);
    }

    /**
     * The statistic of two binned samples. That of the samples themselves is at least this and at most this plus the
     * largest share of a bin (in either sample).
     */
    public static double binned(long[] reference, long[] current) {
        Shares.requireEqualLength(reference.length, current.length);
        double n = Shares.total(reference);
        double m = Shares.total(current);
        long first = 0;
        long second = 0;
        double largest = 0;
        for (int i = 0; i < reference.length; i++) {
            first += reference[i];
            second += current[i];
            largest = Math.max(largest, Math.abs(first / n - second / m));
        }
        return largest;
    }

    private static int after(double[] sorted, int from, double value) {
        int index = from;
        while (index < sorted.length && sorted[index] <= value) {
            index++;
        }
        return index;
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a sample must have at least one value: has none");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
