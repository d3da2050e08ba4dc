package io.riffle.routing;

import io.riffle.config.PredictionsConfig;
import io.riffle.config.alerting.AlertRule;
import io.riffle.feature.FeatureSchema;
import io.riffle.metrics.ScoringMetrics;
import java.util.List;
import java.util.function.LongSupplier;

/** What the processor of this stage is made of. */
public record RoutingStage(
        PredictionsConfig predictions,
        List<AlertRule> alerts,
        FeatureSchema schema,
        ScoringMetrics metrics,
        Clocks clocks) {
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
