package io.riffle.model.canary;

/** Logarithmic bins of durations from 1 µs to 70 s, each 19 % wider than the one before. */
final class DurationBins {
    private static final double PER_DOUBLING = 4;
    private static final double SMALLEST_NANOS = 1_000;

    /** How many bins there are. */
    static final int COUNT = 105;

    private DurationBins() {}

    static int bin(long nanoseconds) {
        if (nanoseconds <= SMALLEST_NANOS) {
            return 0;
        }
        double doublings = Math.log(nanoseconds / SMALLEST_NANOS) / Math.log(2);
        return Math.min(COUNT - 1, (int) Math.ceil(doublings * PER_DOUBLING));
    }

    /** The longest duration of a bin, in nanoseconds. */
    static double end(int bin) {
        return SMALLEST_NANOS * Math.pow(2, bin / PER_DOUBLING);
    }
}
