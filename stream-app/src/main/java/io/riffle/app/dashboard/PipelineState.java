package io.riffle.app.dashboard;

import io.riffle.app.deploy.Refusal;
import io.riffle.app.http.HealthSource;
import io.riffle.app.verdict.Verdicts;
import io.riffle.model.deployment.Deployment;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What the dashboard shows beside numbers.
 *
 * @param startedMillis when the process began, milliseconds since the epoch
 * @param followsDeployments whether versions can be changed while it runs
 * @param brokerSilentSince when Kafka answered for the last time, if it no longer does
 */
public record PipelineState(
        String pipeline,
        long startedMillis,
        boolean followsDeployments,
        HealthSource health,
        Supplier<OptionalLong> brokerSilentSince,
        Verdicts verdicts,
        Supplier<Deployment> deployment,
        Supplier<Optional<Refusal>> refusal) {}
