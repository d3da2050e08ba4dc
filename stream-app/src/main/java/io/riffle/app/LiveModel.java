package io.riffle.app;

import io.riffle.config.ModelsConfig;
import io.riffle.config.Pipeline;
import io.riffle.feature.Transforms;
import io.riffle.registry.FileModelRegistry;
import io.riffle.registry.ModelRefusedException;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.time.Duration;
import java.util.Optional;

/** The model version that scores, loaded from the pipeline's models directory. */
final class LiveModel implements AutoCloseable {
    /** Loading a large model takes seconds; a model that computes forever while it is loaded must not block a start. */
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(60);

    private final OnnxModelRuntime runtime;
    private final Scorer scorer;

    private LiveModel(OnnxModelRuntime runtime, Scorer scorer) {
        this.runtime = runtime;
        this.scorer = scorer;
    }

    static LiveModel load(Pipeline pipeline) throws StartException {
        ModelsConfig models = pipeline.models();
        Transforms transforms = Transforms.load();
        OnnxModelRuntime runtime = new OnnxModelRuntime(transforms, models.timeLimit(), LOAD_LIMIT, System::nanoTime);
        try {
            FileModelRegistry registry = new FileModelRegistry(models.directory(), models.maxBytes());
            ModelLoader loader =
                    new ModelLoader(runtime, models.maxBytes(), pipeline.batch().maxSize());
            return new LiveModel(runtime, loader.load(registry.open(version(models, registry)), pipeline.schema()));
        } catch (ModelRefusedException refused) {
            runtime.close();
            throw new StartException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static String version(ModelsConfig models, FileModelRegistry registry)
            throws ModelRefusedException, StartException {
        Optional<String> version = models.version();
        if (version.isPresent()) {
            return version.get();
        }
        return registry.latest()
                .orElseThrow(() -> new StartException(
                        "models.directory must hold at least one <version>/model.yaml: none in " + models.directory()));
    }

    Scorer scorer() {
        return scorer;
    }

    @Override
    public void close() {
        scorer.close();
        runtime.close();
    }
}
