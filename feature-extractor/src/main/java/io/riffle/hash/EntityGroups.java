package io.riffle.hash;

import java.util.Arrays;

/**
 * Groups of entities, by hash. Rows of one entity resemble each other, so what a conclusion can be drawn from are groups of
 * entities and not rows (cluster sampling: Cochran, Sampling Techniques, 1977, 6.4 and 9).
 */
public final class EntityGroups {
    /** How many groups there are. */
    public static final int COUNT = 32;

    private EntityGroups() {}

    /** Mixed (MurmurHash3's finaliser), because the lower bits of a text's hash follow its last characters. */
    public static int of(String entity) {
        int hash = entity.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return (hash ^ (hash >>> 16)) & (COUNT - 1);
    }

    /**
     * The variance of the ratio of two sums over groups, sum(parts) / sum(totals), as an estimate of the whole population's:
     * n / (n - 1) sum (part - ratio total)^2 / (sum total)^2 over the n groups that have any. NaN for less than two of them.
     */
    public static double ratioVariance(long[] parts, long[] totals) {
        return ratioVariance(Arrays.stream(parts).asDoubleStream().toArray(), totals);
    }

    public static double ratioVariance(double[] parts, long[] totals) {
        double part = 0;
        double total = 0;
        int groups = 0;
        for (int group = 0; group < totals.length; group++) {
            part += parts[group];
            total += totals[group];
            groups += totals[group] > 0 ? 1 : 0;
        }
        if (groups < 2) {
            return Double.NaN;
        }
        double squares = 0;
        for (int group = 0; group < totals.length; group++) {
            double residual = parts[group] - part / total * totals[group];
            squares += residual * residual;
        }
        return squares * groups / (groups - 1.0) / (total * total);
    }
}
