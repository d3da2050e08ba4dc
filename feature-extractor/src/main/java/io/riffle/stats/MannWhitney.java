package io.riffle.stats;

import java.util.Arrays;

/**
 * The Mann-Whitney rank test of two samples.
 *
 * @param u pairs in which the first sample's value is larger, ties counting one half
 * @param probability two-sided: exact for a sample of up to 8 rows without ties, else normal with the corrections for
 *     ties and continuity (as SciPy's "auto")
 */
public record MannWhitney(double u, double probability) {
    private static final int EXACT_ROWS = 8;

    public static MannWhitney of(double[] x, double[] y) {
        double[] all = new double[x.length + y.length];
        System.arraycopy(x, 0, all, 0, x.length);
        System.arraycopy(y, 0, all, x.length, y.length);
        Arrays.sort(all);
        double[] second = y.clone();
        Arrays.sort(second);
        double u = 0;
        for (double value : x) {
            u += (rank(second, value, false) + (double) rank(second, value, true)) / 2;
        }
        double ties = ties(all);
        boolean exact = ties == 0 && Math.min(x.length, y.length) <= EXACT_ROWS;
        double larger = Math.max(u, (double) x.length * y.length - u);
        double p = exact ? exact(larger, x.length, y.length) : normal(larger, x.length, y.length, ties);
        return new MannWhitney(u, Math.max(0, Math.min(1, p)));
    }

    /** How many values are below, or not above. */
    private static int rank(double[] sorted, double value, boolean withEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = withEqual ? sorted[middle] <= value : sorted[middle] < value;
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        return low;
    }

    private static double ties(double[] sorted) {
        double sum = 0;
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] > sorted[start]) {
                double equal = i - (double) start;
                sum += equal * equal * equal - equal;
                start = i;
            }
        }
        return sum;
    }

    private static double normal(double larger, double n, double m, double ties) {
        double all = n + m;
        double variance = n * m / 12 * ((all + 1) - ties / (all * (all - 1)));
        if (!(variance > 0)) {
            return 1;
        }
        return 2 * NormalDistribution.survival((larger - n * m / 2 - 0.5) / Math.sqrt(variance));
    }

    /** Ways to get each u, by the recursion of Mann and Whitney (1947), as shares of all orders. */
    private static double exact(double larger, int n, int m) {
        double[][] shares = new double[m + 1][];
        for (int j = 0; j <= m; j++) {
            shares[j] = new double[] {1};
        }
        for (int i = 1; i <= n; i++) {
            shares[0] = new double[] {1};
            for (int j = 1; j <= m; j++) {
                shares[j] = joined(shares[j], shares[j - 1], i, j);
            }
        }
        double tail = 0;
        for (int k = (int) Math.ceil(larger); k < shares[m].length; k++) {
            tail += shares[m][k];
        }
        return 2 * tail;
    }

    private static double[] joined(double[] withoutX, double[] withoutY, int i, int j) {
        double[] sum = new double[i * j + 1];
        for (int k = 0; k < withoutX.length && k + j < sum.length; k++) {
            sum[k + j] += withoutX[k] * i / (i + j);
        }
        for (int k = 0; k < withoutY.length; k++) {
            sum[k] += withoutY[k] * j / (i + j);
        }
        return sum;
    }
}
