package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.QualityMetrics;

/** Counts of data quality as meters. */
final class MicrometerQualityMetrics implements QualityMetrics {
    private final Counter scored;
    private final Counter rejected;
    private final Counter late;

    MicrometerQualityMetrics(MeterRegistry registry) {
        scored = rows(registry, "scored");
        rejected = rows(registry, "rejected");
        late = Counter.builder("riffle.quality.late.rows")
                .description("Scored events whose own window was closed already")
                .register(registry);
    }

    private static Counter rows(MeterRegistry registry, String fate) {
        return Counter.builder("riffle.quality.rows")
                .description("Events whose quality was counted")
                .tag("fate", fate)
                .register(registry);
    }

    @Override
    public void scoredRows(long rows) {
        scored.increment((double) rows);
    }

    @Override
    public void rejectedRow() {
        rejected.increment();
    }

    @Override
    public void lateRows(long rows) {
        late.increment((double) rows);
    }
}
