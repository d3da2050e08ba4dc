package io.riffle.scoring.output;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One thread that cuts off the runs of all tasks when their time is over.
 *
 * <p>A run begins and ends every few microseconds, so beginning one must not wake a thread. The thread therefore looks
 * again after the shortest limit of its guards: no run that begins in between can be over earlier. Only a run with a
 * shorter limit than its guard promised wakes it.
 */
public final class RunWatchdog implements AutoCloseable {
    private final LongSupplier nanoClock;
    private final Set<RunGuard> guards = new LinkedHashSet<>();
    private boolean closed;

    public RunWatchdog(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        Thread thread = new Thread(this::watch, "riffle-run-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A guard of one run at a time.
     *
     * @param usualLimit nanoseconds that a run may usually take
     * @param cut ends the run that is going on; called while the guard is held, so never after {@link RunGuard#end}
     */
    public RunGuard guard(long usualLimit, Runnable cut) {
        RunGuard guard = new RunGuard(this, usualLimit, cut);
        synchronized (this) {
            guards.add(guard);
            notifyAll();
        }
        return guard;
    }

    synchronized void remove(RunGuard guard) {
        guards.remove(guard);
    }

    synchronized void wake() {
        notifyAll();
    }

    long now() {
        return nanoClock.getAsLong();
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                waitFor(guards.stream().mapToLong(RunGuard::check).min().orElse(Long.MAX_VALUE));
            }
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitFor(long nanoseconds) throws InterruptedException {
        // One millisecond more than needed: waking early would only mean waiting again.
        TimeUnit.MILLISECONDS.timedWait(this, Math.min(TimeUnit.NANOSECONDS.toMillis(nanoseconds) + 1, 3_600_000));
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
