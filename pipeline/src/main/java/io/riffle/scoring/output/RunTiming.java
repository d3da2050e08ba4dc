package io.riffle.scoring.output;

import java.util.function.LongSupplier;

/**
 * How long runs may take, in nanoseconds. A frame whose batch failed gets twice the limit on top for its rows, and each
 * of these a quarter of the limit: so at least eight hanging rows can be told from the good ones around them, and no
 * frame takes longer than about three times the limit.
 */
public record RunTiming(RunWatchdog watchdog, long limit, LongSupplier nanoClock) {
    long isolationBudget() {
        return 2 * limit;
    }

    public long isolatedRowLimit() {
        return Math.max(1, limit / 4);
    }

    /** For all rows of a frame together, where the model takes one row at a time. */
    long loopBudget() {
        return 3 * limit;
    }

    /** The same for a frame that may take this long at most. */
    RunTiming within(long most) {
        return most >= loopBudget() ? this : new RunTiming(watchdog, Math.max(0, most) / 3, nanoClock);
    }

    long now() {
        return nanoClock.getAsLong();
    }
}
