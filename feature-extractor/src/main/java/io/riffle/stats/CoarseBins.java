package io.riffle.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Bins put together: a test on many thin bins spends its power on differences that nobody asks about, and chi-square
 * probabilities are wrong where fewer than about 5 rows are expected (Cochran, Biometrics 10, 1954).
 */
public final class CoarseBins {
    /** Expected rows of the smaller sample in a bin. */
    static final double FEWEST_EXPECTED = 5;

    /** A bin that is chosen for its rows has too many of them; with fewer than these that would tell. */
    private static final long FEWEST_ALONE = 30;

    /** The first bin of each run, and the number of bins. */
    private final int[] starts;

    private CoarseBins(int[] starts) {
        this.starts = starts;
    }

    /**
     * About {@code most} runs of neighbouring bins with about equally many rows of the reference in each. A bin with half
     * as many as a run has stays alone, and so does an outer bin without any beside it: what moves between them would not
     * be seen.
     */
    public static CoarseBins runs(long[] reference, int most) {
        long wanted = (Shares.total(reference) + most - 1) / most;
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        long inRun = 0;
        boolean wasAlone = false;
        for (int i = 0; i < reference.length; i++) {
            boolean alone = isAlone(reference, i, wanted);
            if (i > 0 && (alone || wasAlone || (inRun > 0 && inRun + reference[i] / 2 > wanted))) {
                starts.add(i);
                inRun = 0;
            }
            inRun += reference[i];
            wasAlone = alone;
        }
        starts.add(reference.length);
        return new CoarseBins(starts.stream().mapToInt(Integer::intValue).toArray());
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

    /** How many runs there are. */
    public int size() {
        return starts.length - 1;
    }

    /** The first bin of a run; that of the run after the last one is the number of bins. */
    public int start(int run) {
        return starts[run];
    }

    /** Rows per run. */
    public long[] of(long[] counts) {
        Shares.requireEqualLength(counts.length, starts[size()]);
        long[] sums = new long[size()];
        for (int run = 0; run < sums.length; run++) {
            for (int bin = starts[run]; bin < starts[run + 1]; bin++) {
                sums[run] += counts[bin];
            }
        }
        return sums;
    }

    /** Bins with too few expected rows, put together into one; order does not matter here. */
    static long[][] withoutSparse(long[] reference, long[] current) {
        return withoutSparse(reference, current, new long[2], 0);
    }

    /**
     * The same, with rows that are sparse whatever they are.
     *
     * @param sparse of both samples
     * @param least rows of both together below which a bin is sparse, if they are more than the expected ones ask for
     */
    static long[][] withoutSparse(long[] reference, long[] current, long[] sparse, double least) {
        long n = Shares.total(reference) + sparse[0];
        long m = Shares.total(current) + sparse[1];
        double expected = FEWEST_EXPECTED * (n + m) / Math.max(1, Math.min(n, m));
        List<long[]> kept = new ArrayList<>();
        long[] rest = sparse.clone();
        for (int i = 0; i < reference.length; i++) {
            long both = reference[i] + current[i];
            if (both >= expected && both >= least) {
                kept.add(new long[] {reference[i], current[i]});
            } else {
                rest[0] += reference[i];
                rest[1] += current[i];
            }
        }
        place(kept, rest, expected);
        return columns(kept);
    }

    /** A rest that is itself too small goes to the smallest bin. */
    private static void place(List<long[]> kept, long[] rest, double fewest) {
        if (rest[0] + rest[1] == 0) {
            return;
        }
        if (rest[0] + rest[1] >= fewest || kept.isEmpty()) {
            kept.add(rest);
            return;
        }
        long[] smallest = kept.get(0);
        for (long[] bin : kept) {
            smallest = bin[0] + bin[1] < smallest[0] + smallest[1] ? bin : smallest;
        }
        smallest[0] += rest[0];
        smallest[1] += rest[1];
    }

    private static long[][] columns(List<long[]> pairs) {
        long[][] columns = new long[2][pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            columns[0][i] = pairs.get(i)[0];
            columns[1][i] = pairs.get(i)[1];
        }
        return columns;
    }
}
