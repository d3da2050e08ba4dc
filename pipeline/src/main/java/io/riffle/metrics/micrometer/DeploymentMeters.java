package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.ModelMetrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** {@code riffle_deployment*} and {@code riffle_canary_steps_total}. */
final class DeploymentMeters {
    private final AtomicLong revision = new AtomicLong();
    private final Counter applied;
    private final LabelledCounters refused;
    private final LabelledCounters steps;

    DeploymentMeters(MeterRegistry registry) {
        Gauge.builder("riffle.deployment.revision", revision, AtomicLong::doubleValue)
                .description("Revision of the deployment in use; differs between instances that do not agree")
                .register(registry);
        applied = Counter.builder("riffle.deployments.applied")
                .description("Deployments that this instance has taken")
                .register(registry);
        refused = new LabelledCounters(
                registry, "riffle.deployments.refused", "Deployments that this instance has refused", "stage");
        steps = new LabelledCounters(
                registry, "riffle.canary.steps", "Decisions of the canary controller of this instance", "result");
    }

    void followed(List<String> stages) {
        stages.forEach(refused::counter);
        ModelMetrics.CANARY_RESULTS.forEach(steps::counter);
    }

    void applied(long newRevision) {
        revision.set(newRevision);
        applied.increment();
    }

    void refused(String stage) {
        refused.counter(stage).increment();
    }

    void step(String result) {
        steps.counter(result).increment();
    }
}
