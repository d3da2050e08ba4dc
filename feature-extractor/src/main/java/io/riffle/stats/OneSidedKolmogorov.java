package io.riffle.stats;

/**
 * The tail of the one-sided statistic, by the formula of Smirnov and Dempster (see Simard and L'Ecuyer 2011, eq. 4): a sum of
 * positive terms, so nothing cancels.
 */
final class OneSidedKolmogorov {
    private OneSidedKolmogorov() {}

    static double survival(int n, double d) {
        int last = (int) Math.floor(n * (1 - d));
        double sum = 0;
        for (int j = 0; j <= last; j++) {
            double below = d + (double) j / n;
            double above = 1 - below;
            if (above > 0) {
                sum += Math.exp(SaddlePoint.logBinomial(n, j) + (n - j) * Math.log(above) + (j - 1) * Math.log(below));
            }
        }
        return sum * d;
    }
}
