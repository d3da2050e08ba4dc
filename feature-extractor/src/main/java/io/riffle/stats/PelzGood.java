package io.riffle.stats;

/**
 * The expansion of the Kolmogorov-Smirnov distribution in powers of n^-1/2: W. Pelz, I. Good, "Approximating the lower
 * tail-areas of the Kolmogorov-Smirnov one-sample statistic", J. Royal Stat. Soc. B 38 (1976), as printed by Simard and
 * L'Ecuyer (2011), eq. 8 to 12, with 216 where one print has 2160: a test compares with the exact distribution.
 */
final class PelzGood {
    private static final int TERMS = 20;
    private static final double PI2 = Math.PI * Math.PI;

    private PelzGood() {}

    static double cdf(int n, double d) {
        double root = Math.sqrt(n);
        double z = root * d;
        return KolmogorovDistribution.limitCdf(z) + (first(z) + (second(z) + third(z) / root) / root) / root;
    }

    private static double first(double z) {
        double sum = 0;
        for (int k = 0; k < TERMS; k++) {
            double half = PI2 * (k + 0.5) * (k + 0.5);
            sum += 2 * (half - z * z) * Math.exp(-half / (2 * z * z));
        }
        return Math.sqrt(Math.PI / 2) / (6 * Math.pow(z, 4)) * sum;
    }

    private static double second(double z) {
        double z2 = z * z;
        double halves = 0;
        double wholes = 0;
        for (int k = 0; k < TERMS; k++) {
            double half = PI2 * (k + 0.5) * (k + 0.5);
            double whole = PI2 * k * k;
            double term = z2 * z2 * (6 * z2 + 2) + half * (2 * z2 * z2 - 5 * z2) + half * half * (1 - 2 * z2);
            halves += 2 * term * Math.exp(-half / (2 * z2));
            wholes += 2 * whole * Math.exp(-whole / (2 * z2));
        }
        return Math.sqrt(Math.PI / 2) * (halves / (72 * Math.pow(z, 7)) - wholes / (36 * Math.pow(z, 3)));
    }

    private static double third(double z) {
        double z2 = z * z;
        double z4 = z2 * z2;
        double halves = 0;
        double wholes = 0;
        for (int k = 0; k < TERMS; k++) {
            double half = PI2 * (k + 0.5) * (k + 0.5);
            double whole = PI2 * k * k;
            double term = half * half * half * (5 - 30 * z2)
                    + half * half * (212 * z4 - 60 * z2)
                    + half * (135 * z4 - 96 * z4 * z2)
                    - 30 * z4 * z2
                    - 90 * z4 * z4;
            halves += 2 * term * Math.exp(-half / (2 * z2));
            wholes += 2 * (3 * whole * z2 - whole * whole) * Math.exp(-whole / (2 * z2));
        }
        return Math.sqrt(Math.PI / 2) * (halves / (6480 * Math.pow(z, 10)) + wholes / (216 * Math.pow(z, 6)));
    }
}
