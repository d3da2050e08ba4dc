package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riffle.metrics.HttpMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** {@code riffle_http_requests_total} by route and status, {@code riffle_http_request_seconds} by route. */
final class MicrometerHttpMetrics implements HttpMetrics {
    private final MeterRegistry registry;
    private final LabelledCounters requests;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    MicrometerHttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        requests = new LabelledCounters(registry, "riffle.http.requests", "Requests answered", "route", "status");
    }

    @Override
    public void request(String route, int status, long nanoseconds) {
        requests.counter(route, Integer.toString(status)).increment();
        timers.computeIfAbsent(route, this::timer).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String route) {
        return Timer.builder("riffle.http.request")
                .description("Time to answer a request")
                .tag("route", route)
                .serviceLevelObjectives(TimeBuckets.requests())
                .register(registry);
    }
}
