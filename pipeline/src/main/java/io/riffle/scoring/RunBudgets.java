package io.riffle.scoring;

import java.time.Duration;

/** The budgets of runs: one per stream thread, since all of its tasks share a transaction. Thread-safe. */
public final class RunBudgets {
    @SuppressWarnings("ThreadLocalUsage") // each pipeline has transactions of its own
    private final ThreadLocal<RunBudget> ofThread;

    private final boolean bounded;

    private RunBudgets(Duration timeout, boolean bounded) {
        this.bounded = bounded;
        ofThread = ThreadLocal.withInitial(() -> new RunBudget(timeout.toNanos()));
    }

    /** Bounded ones: {@code timeout} is that after which what is not committed is taken back. */
    public static RunBudgets within(Duration timeout) {
        return new RunBudgets(timeout, true);
    }

    /** Of stages that nobody commits. */
    public static RunBudgets unbounded() {
        return new RunBudgets(Duration.ofDays(1), false);
    }

    boolean bounded() {
        return bounded;
    }

    RunBudget ofThread() {
        return ofThread.get();
    }
}
