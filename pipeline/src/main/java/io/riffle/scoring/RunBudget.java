package io.riffle.scoring;

/**
 * What runs may take together until the next commit. A transaction that is open for longer than its timeout is aborted,
 * and the same frames come again: models that hang would keep the stream at them for ever. So the time of a frame is what
 * is left; when nothing is, a frame still gets a moment, in which a model that does not hang answers, and in the end none.
 * Not thread-safe.
 */
final class RunBudget {
    /** Of the timeout; the rest is for everything but runs, and for moments. */
    private static final double SHARE = 0.6;

    private static final double SHARE_WITH_MOMENTS = 0.8;
    private static final int MOMENTS = 200;

    private final long timeout;
    private long spent;
    private double commits = Double.NaN;

    /** @param timeout of a transaction in nanoseconds */
    RunBudget(long timeout) {
        this.timeout = timeout;
    }

    /**
     * Nanoseconds for the next run.
     *
     * @param commitsSoFar counts them; NaN if nobody does, and then every run is the first
     */
    long next(double commitsSoFar) {
        if (commitsSoFar != commits || Double.isNaN(commitsSoFar)) {
            commits = commitsSoFar;
            spent = 0;
        }
        long left = (long) (SHARE * timeout) - spent;
        long moment = timeout / MOMENTS;
        if (left >= moment) {
            return left;
        }
        return spent < SHARE_WITH_MOMENTS * timeout ? moment : 0;
    }

    /** Whether a commit is wanted: what was spent would have to be repeated. */
    boolean wantsCommit() {
        return spent > timeout / 10;
    }

    void spend(long nanoseconds) {
        spent += nanoseconds;
    }
}
