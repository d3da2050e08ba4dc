package io.riffle.app.dashboard;

import io.riffle.metrics.MetricSamples;

/** The metrics at a time in milliseconds since the epoch. */
record Moment(long atMillis, MetricSamples samples) {
    /** Growth per second since an earlier moment; NaN if no time has passed. */
    double rate(double now, double then, Moment earlier) {
        double seconds = secondsSince(earlier);
        return seconds <= 0 ? Double.NaN : Math.max(0, now - then) / seconds;
    }

    /** Growth per second of a counter. */
    double rate(String name, Moment earlier) {
        return rate(samples.sum(name), earlier.samples.sum(name), earlier);
    }

    double secondsSince(Moment earlier) {
        return (atMillis - earlier.atMillis) / 1e3;
    }
}
