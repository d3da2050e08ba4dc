package io.riffle.scoring;

import io.riffle.metrics.ModelMetrics;

/** What scoring needs for its models; all of it is thread-safe. */
public record ModelPorts(ModelSource source, ModelMetrics metrics, CanaryWatch canary) {
    /** One version for everything, for an application of your own. */
    public static ModelPorts only(Scorer scorer, ModelMetrics metrics) {
        return of(ActiveModels.only(scorer), metrics);
    }

    /** Of someone who neither compares shadows nor watches canaries. */
    public static ModelPorts of(ModelSource source, ModelMetrics metrics) {
        return new ModelPorts(source, metrics, CanaryWatch.NONE);
    }
}
