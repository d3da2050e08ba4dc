package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.EventsTopicMetrics;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code riffle_events_skipped_total} and {@code riffle_events_unread_partitions}. */
final class MicrometerEventsTopicMetrics implements EventsTopicMetrics {
    private final AtomicInteger partitions = new AtomicInteger();
    private final Counter skipped;

    MicrometerEventsTopicMetrics(MeterRegistry registry) {
        skipped = Counter.builder("riffle.events.skipped")
                .description("Events that were gone from the events topic, or lay before the position in it, unread")
                .register(registry);
        Gauge.builder("riffle.events.unread.partitions", partitions, AtomicInteger::doubleValue)
                .description("Partitions that were added to the events topic and that no instance reads")
                .register(registry);
    }

    @Override
    public void skipped(long events) {
        skipped.increment((double) events);
    }

    @Override
    public void unread(int number) {
        partitions.set(number);
    }
}
