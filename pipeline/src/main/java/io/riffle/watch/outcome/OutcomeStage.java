package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.metrics.OutcomeMetrics;
import io.riffle.model.deployment.Experiment;
import io.riffle.stats.PerformanceBaseline;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the processors of outcomes share.
 *
 * @param experiment the one that runs now, asked once per scored frame
 * @param baselines of model versions, empty if a manifest has none
 */
public record OutcomeStage(
        OutcomesConfig config,
        OutcomeMetrics metrics,
        Supplier<Optional<Experiment>> experiment,
        OutcomeWatch watch,
        Function<String, Optional<PerformanceBaseline>> baselines,
        Sinks sinks) {
    /** The children of the processors; that of scored frames is empty if there is none. */
    public record Sinks(
            String scored, String outcomes, String counts, String parts, String performance, String experiments) {}
}
