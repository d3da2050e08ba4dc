package io.riffle.app.deploy;

import io.riffle.app.StartException;
import io.riffle.config.ModelsConfig;
import io.riffle.config.Pipeline;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.Transforms;
import io.riffle.registry.FileModelRegistry;
import io.riffle.registry.ModelFolder;
import io.riffle.registry.ModelRefusedException;
import io.riffle.registry.RefusalStage;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.ModelSwitch;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.time.Duration;
import java.util.Optional;

/** The versions in a pipeline's models directory, ready to be loaded. Close it after everything that it loaded. */
public final class ModelVersions implements ModelSwitch.VersionLoader, AutoCloseable {
    /** Loading a large model takes seconds; a model that computes forever while it is loaded must not block a start. */
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(60);

    /** What a shadow may hold up a frame by. */
    private static final Duration SHADOW_LIMIT = Duration.ofMillis(100);

    private final ModelsConfig models;
    private final FeatureSchema features;
    private final FileModelRegistry registry;
    private final OnnxModelRuntime runtime;
    private final OnnxModelRuntime shadowRuntime;
    private final ModelLoader loader;
    private final ModelLoader shadowLoader;

    public ModelVersions(Pipeline pipeline) {
        models = pipeline.models();
        features = pipeline.schema();
        registry = new FileModelRegistry(models.directory(), models.maxBytes());
        Transforms transforms = Transforms.load();
        Duration shadowLimit = SHADOW_LIMIT.compareTo(models.timeLimit()) < 0 ? SHADOW_LIMIT : models.timeLimit();
        runtime = new OnnxModelRuntime(transforms, models.timeLimit(), LOAD_LIMIT, System::nanoTime);
        shadowRuntime = new OnnxModelRuntime(transforms, shadowLimit, LOAD_LIMIT, System::nanoTime);
        loader = new ModelLoader(runtime, models.maxBytes(), pipeline.batch().maxSize());
        shadowLoader = new ModelLoader(
                shadowRuntime, models.maxBytes(), pipeline.batch().maxSize());
    }

    /** The version that scores where no deployment says otherwise: the configured one, or the highest. */
    public String usual() throws StartException {
        Optional<String> version = models.version();
        if (version.isPresent()) {
            return version.get();
        }
        try {
            return registry.latest()
                    .orElseThrow(() ->
                            new StartException("models.directory must hold at least one <version>/model.yaml: none in "
                                    + models.directory()));
        } catch (ModelRefusedException unreadable) {
            throw new StartException(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    public FileModelRegistry registry() {
        return registry;
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
