package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.DriftMetrics;

/** Counts of drift as meters. */
final class MicrometerDriftMetrics implements DriftMetrics {
    private final Counter counted;
    private final Counter late;
    private final Counter windows;

    MicrometerDriftMetrics(MeterRegistry registry) {
        counted = Counter.builder("riffle.drift.rows")
                .description("Scored rows that were counted in their window")
                .register(registry);
        late = Counter.builder("riffle.drift.late.rows")
                .description("Scored rows whose window was closed already")
                .register(registry);
        windows = Counter.builder("riffle.drift.closed.windows")
                .description("Windows that a partition has closed")
                .register(registry);
    }

    @Override
    public void countedRows(long rows) {
        counted.increment((double) rows);
    }

    @Override
    public void lateRows(long rows) {
        late.increment((double) rows);
    }

    @Override
    public void closedWindow() {
        windows.increment();
    }
}
