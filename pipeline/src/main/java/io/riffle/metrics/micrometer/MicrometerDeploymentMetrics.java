package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.DeploymentMetrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** {@code riffle_deployment*}. */
final class MicrometerDeploymentMetrics implements DeploymentMetrics {
    private final AtomicLong revision = new AtomicLong();
    private final Counter applied;
    private final LabelledCounters refused;

    MicrometerDeploymentMetrics(MeterRegistry registry) {
        Gauge.builder("riffle.deployment.revision", revision, AtomicLong::doubleValue)
                .description("Revision of the deployment in use; differs between instances that do not agree")
                .register(registry);
        applied = Counter.builder("riffle.deployments.applied")
                .description("Deployments that this instance has taken")
                .register(registry);
        refused = new LabelledCounters(
                registry, "riffle.deployments.refused", "Deployments that this instance has refused", "stage");
    }

    @Override
    public void stages(List<String> names) {
        names.forEach(refused::counter);
    }

    @Override
    public void applied(long newRevision) {
        revision.set(newRevision);
        applied.increment();
    }

    @Override
    public void refused(String stage) {
        refused.counter(stage).increment();
    }
}
