package io.riffle.topology;

import io.riffle.config.ModelProtection;
import io.riffle.config.ModelsConfig;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.KeyText;
import io.riffle.model.folder.ModelKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;

/** The models directory that a pipeline declares, with the keys that protect it. */
public final class DeclaredModels {
    private final ModelsConfig models;

    public DeclaredModels(ModelsConfig models) {
        this.models = models;
    }

    /** The models directory with its keys. */
    public FileModelRegistry registry() throws ModelRefusedException {
        return new FileModelRegistry(models.directory(), models.maxBytes(), keys());
    }

    /** The keys that the pipeline names. */
    public ModelKeys keys() throws ModelRefusedException {
        ModelProtection protection = models.protection();
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

    /** The version that scores if no deployment says otherwise: the configured one, or the highest. */
    public String usual(FileModelRegistry registry) throws ModelRefusedException {
        Optional<String> version = models.version();
        if (version.isPresent()) {
            return version.get();
        }
        return registry.latest()
                .orElseThrow(() -> new ModelRefusedException(
                        RefusalStage.FILE,
                        "models.directory must hold at least one <version>/model.yaml: none in " + models.directory()));
    }

    private static String text(Path file) throws ModelRefusedException {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new ModelRefusedException(RefusalStage.SIGNATURE, "the key file must be readable: " + unreadable);
        }
    }

    private static <K> K key(String setting, String text, Function<String, K> reader) throws ModelRefusedException {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new ModelRefusedException(RefusalStage.SIGNATURE, setting + " " + wrong.getMessage());
        }
    }
}
