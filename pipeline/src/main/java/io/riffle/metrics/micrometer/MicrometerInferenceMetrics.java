package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riffle.metrics.InferenceMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code riffle_inference_requests_total} by kind and result, {@code riffle_inference_seconds} and
 * {@code riffle_inference_batch_rows} by kind.
 */
final class MicrometerInferenceMetrics implements InferenceMetrics {
    private static final double[] ROWS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 1024};
    private final MeterRegistry registry;
    private final LabelledCounters requests;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> batches = new ConcurrentHashMap<>();

    MicrometerInferenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        requests = new LabelledCounters(
                registry, "riffle.inference.requests", "Requests for scores answered", "kind", "result");
    }

    @Override
    public void request(String kind, String result, long nanoseconds) {
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
