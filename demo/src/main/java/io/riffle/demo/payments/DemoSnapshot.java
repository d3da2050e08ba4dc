package io.riffle.demo.payments;

/**
 * The demo at one moment.
 *
 * @param elapsedNanos since the demo's start
 * @param answered predictions and dead letters so far
 * @param p50Millis latency lately; NaN if nothing was answered
 */
public record DemoSnapshot(
        long elapsedNanos, long answered, double p50Millis, double p99Millis, long deadLettered, long alerts) {}
