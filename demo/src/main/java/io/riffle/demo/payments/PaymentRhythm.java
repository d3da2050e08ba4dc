package io.riffle.demo.payments;

/** How busy the hours of a day are: a night of little, a morning, a lunch peak and an evening peak, in UTC. */
final class PaymentRhythm {
    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final double[] BY_HOUR = {
        0.25, 0.15, 0.1, 0.1, 0.15, 0.3, 0.6, 1.0, 1.2, 1.2, 1.2, 1.4, 1.7, 1.5, 1.3, 1.3, 1.5, 1.8, 1.9, 1.6, 1.3, 1.0,
        0.7, 0.45
    };

    private PaymentRhythm() {}

    /** Payments relative to the daily mean, between the hours linear. */
    static double intensity(long time) {
        double hour = Math.floorMod(time, 24 * MILLIS_PER_HOUR) / (double) MILLIS_PER_HOUR;
        int before = (int) hour;
        double share = hour - before;
        return BY_HOUR[before] * (1 - share) + BY_HOUR[(before + 1) % BY_HOUR.length] * share;
    }
}
