package io.riffle.stats;

import java.util.ArrayList;
import java.util.List;

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
        long wanted = (Shares.total(reference) + most - 1) / most;
        List<long[]> runs = new ArrayList<>();
        long[] run = new long[2];
        for (int i = 0; i < reference.length; i++) {
            if (run[0] > 0 && run[0] + reference[i] / 2 > wanted) {
                runs.add(run);
                run = new long[2];
            }
            run[0] += reference[i];
            run[1] += current[i];
        }
        runs.add(run);
        return columns(runs);
    }

    /** Bins with too few expected rows, put together into one; order does not matter here. */
    static long[][] withoutSparse(long[] reference, long[] current) {
        long n = Shares.total(reference);
        long m = Shares.total(current);
        double fewest = FEWEST_EXPECTED * (n + m) / Math.max(1, Math.min(n, m));
        List<long[]> kept = new ArrayList<>();
        long[] rest = new long[2];
        for (int i = 0; i < reference.length; i++) {
            long both = reference[i] + current[i];
            if (both >= fewest) {
                kept.add(new long[] {reference[i], current[i]});
            } else {
                rest[0] += reference[i];
                rest[1] += current[i];
            }
        }
        place(kept, rest, fewest);
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
