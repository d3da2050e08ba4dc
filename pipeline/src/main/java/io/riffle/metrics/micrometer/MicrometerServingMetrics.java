package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riffle.metrics.ServingMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code riffle_http_requests_total} by route and status, {@code riffle_http_request_seconds} by route;
 * {@code riffle_inference_requests_total} by kind and result, {@code riffle_inference_seconds} and
 * {@code riffle_inference_batch_rows} by kind.
 */
final class MicrometerServingMetrics implements ServingMetrics {
    private static final double[] ROWS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 1024};
    private final MeterRegistry registry;
    private final LabelledCounters httpRequests;
    private final Map<String, Timer> routes = new ConcurrentHashMap<>();
    private final LabelledCounters requests;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> batches = new ConcurrentHashMap<>();

    MicrometerServingMetrics(MeterRegistry registry) {
        this.registry = registry;
        httpRequests = new LabelledCounters(registry, "riffle.http.requests", "Requests answered", "route", "status");
        requests = new LabelledCounters(
                registry, "riffle.inference.requests", "Requests for scores answered", "kind", "result");
    }

    @Override
    public void http(String route, int status, long nanoseconds) {
        httpRequests.counter(route, Integer.toString(status)).increment();
        routes.computeIfAbsent(route, this::route).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private Timer route(String route) {
        return Timer.builder("riffle.http.request")
                .description("Time to answer a request")
                .tag("route", route)
                .serviceLevelObjectives(TimeBuckets.requests())
                .register(registry);
    }

    @Override
    public void inference(String kind, String result, long nanoseconds) {
        requests.counter(kind, result).increment();
        timers.computeIfAbsent(kind, this::timer).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    @Override
    public void batch(String kind, int rows) {
        batches.computeIfAbsent(kind, this::summary).record(rows);
    }

    private Timer timer(String kind) {
        return Timer.builder("riffle.inference")
                .description("Time from a request for scores being read to its answer")
                .tag("kind", kind)
                .serviceLevelObjectives(TimeBuckets.requests())
                .register(registry);
    }

    private DistributionSummary summary(String kind) {
        return DistributionSummary.builder("riffle.inference.batch.rows")
                .description("Rows of requests that were scored together")
                .tag("kind", kind)
                .serviceLevelObjectives(ROWS)
                .register(registry);
    }
}
