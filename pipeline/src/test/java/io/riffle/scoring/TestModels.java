package io.riffle.scoring;

import io.riffle.model.deployment.Deployment;
import java.util.Map;

/** Versions in memory under a deployment that does not change. */
public final class TestModels {
    private TestModels() {}

    public static ModelSource of(Deployment deployment, Map<String, Scorer> scorers) {
        ActiveModels models = new ActiveModels(deployment, scorers, Map.of(), () -> {});
        return () -> {
            models.use();
            return models;
        };
    }
}
