package io.riffle.scoring.onnx;

import io.riffle.config.ModelsConfig;
import io.riffle.config.Pipeline;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelFolder;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.ModelSwitch;
import io.riffle.scoring.Scorer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Loads the versions of a pipeline's models directory into ONNX Runtime. Close it after everything that it loaded. */
public final class OnnxVersionLoader implements ModelSwitch.VersionLoader, AutoCloseable {
    /** Loading a large model takes seconds; a model that computes forever while it is loaded must not block a start. */
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(60);

    /** What a shadow may hold up a frame by. */
    private static final Duration SHADOW_LIMIT = Duration.ofMillis(100);

    private final FeatureSchema features;
    private final FileModelRegistry registry;
    private final OnnxModelRuntime runtime;
    private final OnnxModelRuntime shadowRuntime;
    private final ModelLoader loader;
    private final ModelLoader shadowLoader;

    /** @param nanoClock for the limits of runs, in nanoseconds */
    public OnnxVersionLoader(Pipeline pipeline, FileModelRegistry registry, LongSupplier nanoClock) {
        this.registry = registry;
        features = pipeline.schema();
        ModelsConfig models = pipeline.models();
        Transforms transforms = Transforms.load();
        Duration shadowLimit = SHADOW_LIMIT.compareTo(models.timeLimit()) < 0 ? SHADOW_LIMIT : models.timeLimit();
        int rows = pipeline.batch().maxSize();
        runtime = new OnnxModelRuntime(transforms, models.timeLimit(), LOAD_LIMIT, nanoClock);
        shadowRuntime = new OnnxModelRuntime(transforms, shadowLimit, LOAD_LIMIT, nanoClock);
        loader = new ModelLoader(runtime, models.maxBytes(), rows);
        shadowLoader = new ModelLoader(shadowRuntime, models.maxBytes(), rows);
    }

    @Override
    public Scorer load(String version, String fingerprint, boolean shadow) throws ModelRefusedException {
        ModelFolder folder = registry.open(version);
        if (!fingerprint.isEmpty() && !fingerprint.equals(folder.fingerprint())) {
            throw new ModelRefusedException(
                            RefusalStage.FILE,
                            "the folder must be the one that was deployed, whose model.yaml has the sha256 "
                                    + fingerprint + ": was " + folder.fingerprint())
                    .of("model " + folder.path());
        }
        return (shadow ? shadowLoader : loader).load(folder, features);
    }

    @Override
    public void close() {
        runtime.close();
        shadowRuntime.close();
    }
}
