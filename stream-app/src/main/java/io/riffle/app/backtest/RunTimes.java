package io.riffle.app.backtest;

import io.riffle.stats.Quantiles;

/** How long the runs of a version took, per row. */
final class RunTimes {
    /** The first runs of a JVM and of a session are not those of a server. */
    private static final int WARM_UP = 40;

    private final DoubleList microsPerRow = new DoubleList();
    private long seen;

    void add(int rows, long nanoseconds) {
        seen++;
        if (seen > WARM_UP) {
            microsPerRow.add(nanoseconds / 1e3 / rows);
        }
    }

    /** Microseconds per row; NaN if there were too few runs to tell. */
    double quantile(double share) {
        return microsPerRow.size() == 0 ? Double.NaN : Quantiles.of(microsPerRow.sorted(), share);
    }
}
