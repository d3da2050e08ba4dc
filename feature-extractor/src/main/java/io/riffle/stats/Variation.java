package io.riffle.stats;

import java.util.List;

/**
 * What is known about how shares vary from sample to sample beyond what independent rows do. Of several sources the most
 * careful one counts, test by test.
 *
 * @param coarse for each bin its place among about ten coarse ones; rows without a value have the place after the last
 * @param sources by coarse bin; none if rows are taken as independent
 */
public record Variation(int[] coarse, List<ShareSpread> sources) {
    /** How many coarse bins a number has, about. */
    public static final int COARSE = 10;

    public Variation {
        sources = List.copyOf(sources);
    }

    /** Of a number's rows that do not depend on each other. */
    public static Variation ofIndependentNumbers(long[] reference) {
        return new Variation(CoarseBins.runIndex(reference, COARSE), List.of());
    }

    /** Of a category's rows that do not depend on each other. */
    public static Variation ofIndependentCategories(int categories) {
        return new Variation(CoarseBins.frequentIndex(new long[categories], COARSE), List.of());
    }

    /** How many coarse bins there are, with that of rows without a value. */
    int bins() {
        return coarse.length == 0 ? 1 : CoarseBins.bins(coarse) + 1;
    }

    /** Rows by coarse bin. */
    long[] coarse(long[] counts, long missing) {
        long[] merged = new long[bins()];
        for (int bin = 0; bin < counts.length; bin++) {
            merged[coarse[bin]] += counts[bin];
        }
        merged[merged.length - 1] = missing;
        return merged;
    }
}
