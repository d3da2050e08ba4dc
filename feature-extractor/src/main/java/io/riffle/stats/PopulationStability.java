package io.riffle.stats;

/**
 * The population stability index of two binned samples: the sum over bins of (q - p) ln(q / p), where p is the
 * reference's share and q the current one (Siddiqi, Credit Risk Scorecards, 2006). An empty bin would make it infinite;
 * the methods differ in how they avoid that. Without any change its mean is about (bins - 1)(1/n + 1/m).
 */
public final class PopulationStability {
    private PopulationStability() {}

    /** Shares below {@code floor} are raised to it, without normalising again. */
    public static double floored(long[] reference, long[] current, double floor) {
        double n = total(reference, current);
        double m = Shares.total(current);
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += term(Math.max(reference[i] / n, floor), Math.max(current[i] / m, floor));
        }
        return sum;
    }

    /** {@code added} is added to every share, and the sums are made 1 again. */
    public static double raised(long[] reference, long[] current, double added) {
        double n = total(reference, current);
        double m = Shares.total(current);
        double whole = 1 + added * reference.length;
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += term((reference[i] / n + added) / whole, (current[i] / m + added) / whole);
        }
        return sum;
    }

    /** {@code pseudo} is added to every count; 0.5 is the usual choice. */
    public static double smoothed(long[] reference, long[] current, double pseudo) {
        double n = total(reference, current) + pseudo * reference.length;
        double m = Shares.total(current) + pseudo * reference.length;
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += term((reference[i] + pseudo) / n, (current[i] + pseudo) / m);
        }
        return sum;
    }

    private static double total(long[] reference, long[] current) {
        Shares.requireEqualLength(reference.length, current.length);
        return Shares.total(reference);
    }

    private static double term(double p, double q) {
        return p == q ? 0 : (q - p) * Math.log(q / p);
    }
}
