package io.riffle.app.dashboard;

import io.riffle.app.deploy.Refusal;
import io.riffle.app.http.HealthSource;
import io.riffle.model.deployment.Deployment;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the dashboard shows beside numbers.
 *
 * @param startedMillis when the process began, milliseconds since the epoch
 * @param followsDeployments whether versions can be changed while it runs
 */
public record PipelineState(
        String pipeline,
        long startedMillis,
        boolean followsDeployments,
        HealthSource health,
        Supplier<Deployment> deployment,
        Supplier<Optional<Refusal>> refusal) {}
