package io.riffle.app;

import io.riffle.app.http.HealthSource;
import io.riffle.app.http.Resource;
import io.riffle.app.inference.Inference;
import io.riffle.app.inference.InferenceResource;
import io.riffle.config.Pipeline;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.scoring.ModelSource;
import java.util.List;

/** What a running pipeline scores for who asks, beside the stream. */
final class ScoresOnRequest implements AutoCloseable {
    private final Inference inference;
    private final HealthSource health;

    private ScoresOnRequest(Inference inference, HealthSource health) {
        this.inference = inference;
        this.health = health;
    }

    static ScoresOnRequest open(Pipeline pipeline, ModelSource models, PrometheusMetrics metrics, HealthSource health) {
        return new ScoresOnRequest(new Inference(pipeline, models, metrics.inference()), health);
    }

    List<Resource> resources() {
        return List.of(new InferenceResource(inference, health));
    }

    @Override
    public void close() {
        inference.close();
    }
}
