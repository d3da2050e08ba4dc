package io.riffle.routing;

import io.riffle.config.PredictionsConfig;
import io.riffle.config.alerting.AlertRule;
import io.riffle.deadletter.DeadLetters;
import io.riffle.feature.FeatureSchema;
import io.riffle.format.output.OutputFormat;
import io.riffle.frame.RecordLimit;
import io.riffle.metrics.ScoringMetrics;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the processor of this stage is made of.
 *
 * @param format what predictions are written in, one for each task
 * @param limit of the topics that it writes
 */
public record RoutingStage(
        PredictionsConfig predictions,
        Supplier<OutputFormat> format,
        List<AlertRule> alerts,
        FeatureSchema schema,
        ScoringMetrics metrics,
        Clocks clocks,
        RecordLimit limit,
        DeadLetters deadLetters) {
    public RoutingStage {
        alerts = List.copyOf(alerts);
    }

    /**
     * Two clocks with two purposes.
     *
     * @param milliseconds wall-clock time since the epoch, comparable with record timestamps
     * @param nanoseconds a running clock, for durations only
     */
    public record Clocks(LongSupplier milliseconds, LongSupplier nanoseconds) {}
}
