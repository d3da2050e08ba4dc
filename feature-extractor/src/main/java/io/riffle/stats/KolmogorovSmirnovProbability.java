package io.riffle.stats;

/** How likely a two-sample Kolmogorov-Smirnov statistic is at least this large if nothing changed. */
public final class KolmogorovSmirnovProbability {
    /** Above, one cell of the grid for each pair of rows takes longer than the difference is worth. */
    private static final long LARGEST_GRID = 1_000_000;

    private KolmogorovSmirnovProbability() {}

    /** The exact probability for samples without ties up to 1,000,000 pairs of rows, else the asymptotic one. */
    public static double of(double statistic, long n, long m) {
        return n * m <= LARGEST_GRID ? exact(statistic, (int) n, (int) m) : asymptotic(statistic, n, m);
    }

    /**
     * The share of all orders of n + m values in which the functions get this far apart: walks from (0, 0) to (n, m),
     * each cell holding the share of walks to it that touched the limit (Hodges, Arkiv foer Matematik 3, 1958). Adding
     * shares rather than counting walks neither overflows nor cancels.
     */
    public static double exact(double statistic, int n, int m) {
        double limit = statistic - 1e-9 / Math.max(n, m);
        double[] touched = new double[m + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                touched[j] = share(touched, i, j, Math.abs((double) i / n - (double) j / m) >= limit);
            }
        }
        return touched[m];
    }

    private static double share(double[] touched, int i, int j, boolean outside) {
        if (outside) {
            return 1;
        }
        if (i + j == 0) {
            return 0;
        }
        double fromBelow = i == 0 ? 0 : touched[j] * i;
        double fromLeft = j == 0 ? 0 : touched[j - 1] * j;
        return (fromBelow + fromLeft) / (i + j);
    }

    /** As SciPy: the one-sample distribution at the effective number of rows, rounded; NaN if that is 0. */
    public static double asymptotic(double statistic, long n, long m) {
        return asymptotic(statistic, (double) n, (double) m);
    }

    /** The same with numbers of rows that are not whole, as rows that depend on each other are worth. */
    static double asymptotic(double statistic, double n, double m) {
        int rows = (int) Math.rint(n * m / (n + m));
        return rows == 0 ? Double.NaN : KolmogorovDistribution.survival(rows, statistic);
    }

    /** The limit distribution at the effective number of rows. */
    public static double limit(double statistic, double n, double m) {
        return KolmogorovDistribution.limitSurvival(Math.sqrt(n * m / (n + m)) * statistic);
    }

    /** The limit distribution with Stephens' correction for few rows (Journal of the RSS B 32, 1970). */
    public static double stephens(double statistic, double n, double m) {
        double root = Math.sqrt(n * m / (n + m));
        return KolmogorovDistribution.limitSurvival((root + 0.12 + 0.11 / root) * statistic);
    }
}
