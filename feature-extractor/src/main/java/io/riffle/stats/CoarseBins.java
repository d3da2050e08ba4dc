package io.riffle.stats;

import java.util.Arrays;

/**
 * Bins put together, for two samples alike: a test on many thin bins spends its power on differences that nobody asks
 * about, and chi-square probabilities are wrong where fewer than about 5 rows are expected (Cochran, Biometrics 10, 1954).
 */
public final class CoarseBins {
    /** Expected rows of the smaller sample in a bin. */
    static final double FEWEST_EXPECTED = 5;

    /** A bin that is chosen for its rows has too many of them; with fewer than these that would tell. */
    private static final long FEWEST_ALONE = 30;

    private CoarseBins() {}

    /** The runs of {@link #runIndex}: rows of the reference, and of the current sample. */
    public static long[][] runs(long[] reference, long[] current, int most) {
        int[] index = runIndex(reference, most);
        return new long[][] {merged(reference, index), merged(current, index)};
    }

    /**
     * For each bin the run that it belongs to. There are about {@code most} runs of neighbouring bins with about equally
     * many rows of the reference in each. A bin with half as many as a run has stays alone, and so does an outer bin
     * without any beside it: what moves between them would not be seen.
     */
    public static int[] runIndex(long[] reference, int most) {
        long wanted = (Shares.total(reference) + most - 1) / most;
        int[] index = new int[reference.length];
        int run = 0;
        long inRun = 0;
        boolean wasAlone = false;
        for (int i = 0; i < reference.length; i++) {
            boolean alone = isAlone(reference, i, wanted);
            if (i > 0 && (alone || wasAlone || (inRun > 0 && inRun + reference[i] / 2 > wanted))) {
                run++;
                inRun = 0;
            }
            inRun += reference[i];
            index[i] = run;
            wasAlone = alone;
        }
        return index;
    }

    private static boolean isAlone(long[] reference, int bin, long wanted) {
        int last = reference.length - 1;
        if (last > 0 && reference[bin] == 0 && (bin == 0 || bin == last)) {
            return isFrequent(reference[bin == 0 ? 1 : last - 1], wanted);
        }
        return isFrequent(reference[bin], wanted);
    }

    private static boolean isFrequent(long rows, long wanted) {
        return rows >= FEWEST_ALONE && 2 * rows >= wanted;
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
        return sparseIndex(reference, current, fewest(reference, current), reference.length);
    }

    /**
     * The same.
     *
     * @param wanted rows of both that keep a bin apart
     * @param most how many of the first bins may be kept apart at all
     */
    private static int[] sparseIndex(long[] reference, long[] current, double wanted, int most) {
        double fewest = fewest(reference, current);
        int[] index = new int[reference.length];
        int kept = 0;
        int smallest = 0;
        long rest = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < reference.length; i++) {
            long both = reference[i] + current[i];
            index[i] = i < most && both >= wanted ? kept++ : -1;
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

    /**
     * Categories put together that are rare in both samples. The last bin, of categories that the reference does not
     * list, goes with them, and so does what is as rare as the reference's own that are in it.
     */
    static long[][] withoutRare(long[] reference, long[] current) {
        int[] index = sparseIndex(reference, current, rare(reference, current), reference.length - 1);
        return new long[][] {merged(reference, index), merged(current, index)};
    }

    private static double rare(long[] reference, long[] current) {
        int others = reference.length - 1;
        long n = Math.max(1, Shares.total(reference));
        long leftOut = reference[others];
        double fewest = fewest(reference, current);
        if (leftOut == 0) {
            return fewest;
        }
        long least = UnlistedCategories.least(Arrays.copyOf(reference, others), leftOut);
        return Math.max(fewest, 2.0 * least * (n + Shares.total(current)) / n);
    }
}
