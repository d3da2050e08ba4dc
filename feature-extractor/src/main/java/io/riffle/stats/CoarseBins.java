package io.riffle.stats;

import java.util.Arrays;

/**
 * Neighbouring bins put together, for two samples alike: a test on many thin bins spends its power on differences that
 * nobody asks about, and chi-square probabilities are wrong where fewer than about 5 rows are expected (Cochran,
 * Biometrics 10, 1954).
 */
public final class CoarseBins {
    /** Expected rows of the smaller sample in a bin. */
    static final double FEWEST_EXPECTED = 5;

    private CoarseBins() {}

    /** At most {@code most} runs of neighbouring bins with about equally many rows of the reference in each. */
    public static long[][] runs(long[] reference, long[] current, int most) {
        int[] index = runIndex(reference, most);
        return new long[][] {merged(reference, index), merged(current, index)};
    }

    /** For each bin the run it belongs to. */
    public static int[] runIndex(long[] reference, int most) {
        long wanted = (Shares.total(reference) + most - 1) / most;
        int[] index = new int[reference.length];
        int run = 0;
        long inRun = 0;
        for (int i = 0; i < reference.length; i++) {
            if (inRun > 0 && inRun + reference[i] / 2 > wanted) {
                run++;
                inRun = 0;
            }
            inRun += reference[i];
            index[i] = run;
        }
        return index;
    }

    /** For each bin its place: those with the most rows have one of their own, the others share the last. */
    public static int[] frequentIndex(long[] reference, int most) {
        Integer[] byRows = new Integer[reference.length];
        Arrays.setAll(byRows, i -> i);
        Arrays.sort(byRows, (a, b) -> Long.compare(reference[b], reference[a]));
        int[] index = new int[reference.length];
        for (int rank = 0; rank < byRows.length; rank++) {
            index[byRows[rank]] = Math.min(rank, most - 1);
        }
        return index;
    }

    /** How many places an index has. */
    public static int bins(int[] index) {
        return Arrays.stream(index).max().orElse(-1) + 1;
    }

    private static long[] merged(long[] counts, int[] index) {
        long[] merged = new long[Math.max(1, bins(index))];
        for (int i = 0; i < counts.length; i++) {
            merged[index[i]] += counts[i];
        }
        return merged;
    }

    /** For each bin where it goes if bins with too few expected rows are put together. */
    static int[] sparseIndex(long[] reference, long[] current) {
        double fewest = fewest(reference, current);
        int[] index = new int[reference.length];
        int kept = 0;
        int smallest = 0;
        long rest = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < reference.length; i++) {
            long both = reference[i] + current[i];
            index[i] = both >= fewest ? kept++ : -1;
            rest += index[i] < 0 ? both : 0;
            if (index[i] >= 0 && both < least) {
                least = both;
                smallest = index[i];
            }
        }
        int place = rest >= fewest || kept == 0 ? kept : smallest;
        for (int i = 0; i < index.length; i++) {
            index[i] = index[i] < 0 ? place : index[i];
        }
        return index;
    }

    private static double fewest(long[] reference, long[] current) {
        long n = Shares.total(reference);
        long m = Shares.total(current);
        return FEWEST_EXPECTED * (n + m) / Math.max(1, Math.min(n, m));
    }

    /** Bins with too few expected rows, put together into one; order does not matter here. */
    static long[][] withoutSparse(long[] reference, long[] current) {
        int[] index = sparseIndex(reference, current);
        return new long[][] {merged(reference, index), merged(current, index)};
    }
}
