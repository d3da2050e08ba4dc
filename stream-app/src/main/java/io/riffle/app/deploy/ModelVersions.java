package io.riffle.app.deploy;

import io.riffle.app.process.UserProblem;
import io.riffle.config.ModelProtection;
import io.riffle.config.ModelsConfig;
import io.riffle.config.Pipeline;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.KeyText;
import io.riffle.model.folder.ModelFolder;
import io.riffle.model.folder.ModelKeys;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.ModelSwitch;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;

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

    public ModelVersions(Pipeline pipeline) throws UserProblem {
        models = pipeline.models();
        features = pipeline.schema();
        registry = registry(pipeline);
        Transforms transforms = Transforms.load();
        Duration shadowLimit = SHADOW_LIMIT.compareTo(models.timeLimit()) < 0 ? SHADOW_LIMIT : models.timeLimit();
        runtime = new OnnxModelRuntime(transforms, models.timeLimit(), LOAD_LIMIT, System::nanoTime);
        shadowRuntime = new OnnxModelRuntime(transforms, shadowLimit, LOAD_LIMIT, System::nanoTime);
        loader = new ModelLoader(runtime, models.maxBytes(), pipeline.batch().maxSize());
        shadowLoader = new ModelLoader(
                shadowRuntime, models.maxBytes(), pipeline.batch().maxSize());
    }

    /** The version that scores where no deployment says otherwise: the configured one, or the highest. */
    public String usual() throws UserProblem {
        Optional<String> version = models.version();
        if (version.isPresent()) {
            return version.get();
        }
        try {
            return registry.latest()
                    .orElseThrow(() ->
                            new UserProblem("models.directory must hold at least one <version>/model.yaml: none in "
                                    + models.directory()));
        } catch (ModelRefusedException unreadable) {
            throw new UserProblem(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    /** The models directory of a pipeline, with its keys. */
    public static FileModelRegistry registry(Pipeline pipeline) throws UserProblem {
        return new FileModelRegistry(
                pipeline.models().directory(), pipeline.models().maxBytes(), keys(pipeline));
    }

    /** The keys that a pipeline names. */
    public static ModelKeys keys(Pipeline pipeline) throws UserProblem {
        ModelProtection protection = pipeline.models().protection();
        Optional<PublicKey> signer = Optional.empty();
        if (protection.publicKey().isPresent()) {
            signer = Optional.of(
                    key("models.public-key", text(protection.publicKey().get()), KeyText::publicKey));
        }
        Optional<SecretKey> encryption = Optional.empty();
        if (protection.encryptionKey().isPresent()) {
            encryption = Optional.of(key(
                    "models.encryption-key", protection.encryptionKey().get().reveal(), KeyText::secretKey));
        }
        return new ModelKeys(signer, encryption);
    }

    private static String text(Path file) throws UserProblem {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UserProblem("the key file must be readable: " + unreadable, unreadable);
        }
    }

    private static <K> K key(String setting, String text, Function<String, K> reader) throws UserProblem {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new UserProblem(setting + " " + wrong.getMessage(), wrong);
        }
    }

    /** Whether there is no version at all. */
    public boolean isEmpty() throws UserProblem {
        try {
            return models.version().isEmpty() && registry.latest().isEmpty();
        } catch (ModelRefusedException unreadable) {
            throw new UserProblem(String.valueOf(unreadable.getMessage()), unreadable);
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
