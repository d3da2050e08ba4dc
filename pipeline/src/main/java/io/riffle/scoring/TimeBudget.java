package io.riffle.scoring;

/**
 * Bounds what something optional may cost: it earns a share of the time that passes, saves up at most one second of it,
 * and may run while it is not in debt. A single run may overdraw, which the next ones pay back by waiting. Not
 * thread-safe.
 */
final class TimeBudget {
    private static final double LARGEST = 1e9;

    private final double share;
    private double saved = LARGEST;
    private long last;
    private boolean begun;

    /** @param share of the passing time, 0 to 1 */
    TimeBudget(double share) {
        this.share = share;
    }

    /** Whether it may run now, by a clock in nanoseconds. */
    boolean allows(long now) {
        if (begun) {
            saved = Math.min(LARGEST, saved + share * (now - last));
        }
        begun = true;
        last = now;
        return saved > 0;
    }

    void spend(long nanoseconds) {
        saved -= nanoseconds;
    }
}
