package io.riffle.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.experiment.Experiment;
import io.riffle.metrics.OutcomeMetrics;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the processors of outcomes share.
 *
 * @param experiment the one that runs now, asked once per scored frame
 */
public record OutcomeStage(
        OutcomesConfig config,
        OutcomeMetrics metrics,
        Supplier<Optional<Experiment>> experiment,
        OutcomeWatch watch,
        Sinks sinks) {
    /** The children of the processors. */
    public record Sinks(String scored, String outcomes, String counts, String performance, String experiments) {}
}
