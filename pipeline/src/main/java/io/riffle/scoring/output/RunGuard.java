package io.riffle.scoring.output;

/** The time limit of one task's runs. Either {@link #end} comes first or the cut, never the cut afterwards. */
public final class RunGuard implements AutoCloseable {
    private final RunWatchdog watchdog;
    private final long usualLimit;
    private final Runnable cut;
    private boolean running;
    private boolean wasCut;
    private long deadline;

    RunGuard(RunWatchdog watchdog, long usualLimit, Runnable cut) {
        this.watchdog = watchdog;
        this.usualLimit = usualLimit;
        this.cut = cut;
    }

    /**
     * A run begins.
     *
     * @param limit nanoseconds
     */
    public void begin(long limit) {
        synchronized (this) {
            running = true;
            wasCut = false;
            deadline = watchdog.now() + limit;
        }
        if (limit < usualLimit) {
            watchdog.wake();
        }
    }

    /** Whether the run was cut off. */
    public synchronized boolean end() {
        running = false;
        return wasCut;
    }

    /** Cuts the run if its time is over; nanoseconds until this must be asked again. */
    synchronized long check() {
        long left = deadline - watchdog.now();
        if (!running || wasCut) {
            return usualLimit;
        }
        if (left > 0) {
            return Math.min(left, usualLimit);
        }
        wasCut = true;
        cut.run();
        return usualLimit;
    }

    @Override
    public void close() {
        watchdog.remove(this);
    }
}
