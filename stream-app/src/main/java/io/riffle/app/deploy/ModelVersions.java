package io.riffle.app.deploy;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelKeys;
import io.riffle.scoring.ModelSwitch;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxVersionLoader;
import io.riffle.topology.DeclaredModels;

/** The versions in a pipeline's models directory, ready to be loaded. Close it after everything that it loaded. */
public final class ModelVersions implements ModelSwitch.VersionLoader, AutoCloseable {
    private final Pipeline pipeline;
    private final FileModelRegistry registry;
    private final OnnxVersionLoader loader;

    public ModelVersions(Pipeline pipeline) throws UserProblem {
        this.pipeline = pipeline;
        registry = registry(pipeline);
        loader = new OnnxVersionLoader(pipeline, registry, System::nanoTime);
    }

    /** What the models directory is asked for; a refusal is the user's problem. */
    private interface Asked<T> {
        T of(DeclaredModels models) throws ModelRefusedException;
    }

    private static <T> T ask(Pipeline pipeline, Asked<T> asked) throws UserProblem {
        try {
            return asked.of(new DeclaredModels(pipeline.models()));
        } catch (ModelRefusedException refusal) {
            throw new UserProblem(String.valueOf(refusal.getMessage()), refusal);
        }
    }

    /** The models directory of a pipeline, with its keys. */
    public static FileModelRegistry registry(Pipeline pipeline) throws UserProblem {
        return ask(pipeline, DeclaredModels::registry);
    }

    /** The keys that a pipeline names. */
    public static ModelKeys keys(Pipeline pipeline) throws UserProblem {
        return ask(pipeline, DeclaredModels::keys);
    }

    /** The version that scores if no deployment says otherwise: the configured one, or the highest. */
    public String usual() throws UserProblem {
        return ask(pipeline, models -> models.usual(registry));
    }

    /** Whether there is no version at all. */
    public boolean isEmpty() throws UserProblem {
        return ask(
                pipeline,
                models -> pipeline.models().version().isEmpty()
                        && registry.latest().isEmpty());
    }

    public FileModelRegistry registry() {
        return registry;
    }

    @Override
    public Scorer load(String version, String fingerprint, boolean shadow) throws ModelRefusedException {
        return loader.load(version, fingerprint, shadow);
    }

    @Override
    public void close() {
        loader.close();
    }
}
