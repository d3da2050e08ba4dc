package io.riffle.scoring;

import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.ShadowMetrics;

/** What scoring needs for its models; all of it is thread-safe. */
public record ModelPorts(ModelSource source, ModelMetrics metrics, ShadowMetrics shadows, CanaryWatch canary) {
    /** One version for everything, for an application of your own. */
    public static ModelPorts only(Scorer scorer, ModelMetrics metrics) {
        return new ModelPorts(ActiveModels.only(scorer), metrics, (version, rows) -> {}, CanaryWatch.NONE);
    }
}
