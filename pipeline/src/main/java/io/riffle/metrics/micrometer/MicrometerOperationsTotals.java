package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.OperationsTotals;
import io.riffle.schema.DeadLetterReason;

/** Reads what the meters have counted; nothing is counted twice for it. */
final class MicrometerOperationsTotals implements OperationsTotals {
    private final MeterRegistry registry;
    private final LatencyHistogram latency;

    MicrometerOperationsTotals(MeterRegistry registry, LatencyHistogram latency) {
        this.registry = registry;
        this.latency = latency;
    }

    @Override
    public Totals totals() {
        double failed = registry.find("riffle.dead.letters").counters().stream()
                .filter(counter -> !DeadLetterReason.DUPLICATE
                        .label()
                        .equals(counter.getId().getTag("reason")))
                .mapToDouble(Counter::count)
                .sum();
        double received = registry.find("riffle.events.received").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        return new Totals((long) received, (long) failed, latency.counts(), latency.milliseconds());
    }

    @Override
    public double[] latencyBounds() {
        return LatencyHistogram.bounds();
    }
}
