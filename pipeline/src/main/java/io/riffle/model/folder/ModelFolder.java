package io.riffle.model.folder;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ShownText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder of one model version: {@code model.yaml} and the model file that it names. */
public final class ModelFolder {
    static final String MANIFEST = "model.yaml";
    private static final long MOST_MANIFEST_BYTES = 64L << 20;
    private static final long MOST_SIGNATURE_BYTES = 1_024;

    private final Path folder;
    private final long maxBytes;
    private final ModelKeys keys;

    public ModelFolder(Path folder, long maxBytes) {
        this(folder, maxBytes, ModelKeys.NONE);
    }

    /**
     * A folder whose manifest must be signed, or whose model may be encrypted.
     *
     * @param maxBytes largest model file that is read
     */
    public ModelFolder(Path folder, long maxBytes, ModelKeys keys) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.keys = keys;
    }

    public Path path() {
        return folder;
    }

    public ModelManifest manifest() throws ModelRefusedException {
        byte[] yaml = bytes(MANIFEST, MOST_MANIFEST_BYTES, RefusalStage.MANIFEST);
        if (keys.signer().isPresent()) {
            byte[] signature = bytes(ManifestSignature.FILE, MOST_SIGNATURE_BYTES, RefusalStage.SIGNATURE);
            ManifestSignature.verify(yaml, signature, keys.signer().get());
        }
        ModelManifest manifest = new ManifestReader(
                        folder.resolve(MANIFEST), name -> bytes(name, MOST_MANIFEST_BYTES, RefusalStage.MANIFEST))
                .read(yaml);
        String name = String.valueOf(folder.getFileName());
        if (!manifest.version().equals(name)) {
            throw new ModelRefusedException(
                    RefusalStage.MANIFEST,
                    "version must be the folder's name '" + name + "': was '" + manifest.version() + "'");
        }
        return manifest;
    }

    /** The sha256 of the manifest, which itself names that of the model: equal only if the whole version is. */
    public String fingerprint() throws ModelRefusedException {
        return Sha256.of(bytes(MANIFEST, MOST_MANIFEST_BYTES, RefusalStage.MANIFEST));
    }

    /** Reads manifest and model. Everything after this works on these bytes, whatever happens to the file. */
    public ModelArtifact read() throws ModelRefusedException {
        ModelManifest manifest = manifest();
        byte[] bytes = EncryptedModel.open(
                bytes(manifest.file(), maxBytes + EncryptedModel.OVERHEAD, RefusalStage.FILE), keys.encryption());
        if (bytes.length > maxBytes) {
            throw new ModelRefusedException(
                    RefusalStage.FILE,
                    manifest.file() + " must have at most " + maxBytes + " bytes: has " + bytes.length);
        }
        String found = Sha256.of(bytes);
        if (!found.equals(manifest.sha256())) {
            throw new ModelRefusedException(
                    RefusalStage.FILE,
                    "the sha256 of " + manifest.file() + " must be " + manifest.sha256() + ": was " + found);
        }
        return new ModelArtifact(manifest, bytes);
    }

    private byte[] bytes(String name, long limit, RefusalStage stage) throws ModelRefusedException {
        try {
            Path file = inside(name, stage);
            // The size may change after it was asked for: the reading itself is bounded too.
            try (InputStream input = Files.newInputStream(file)) {
                byte[] bytes = input.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
                if (bytes.length > limit) {
                    throw new ModelRefusedException(
                            stage, name + " must have at most " + limit + " bytes: has " + Files.size(file));
                }
                return bytes;
            }
        } catch (IOException | InvalidPathException unreadable) {
            throw new ModelRefusedException(
                    stage,
                    "the file '" + ShownText.cut(name) + "' must be readable: " + ShownText.cut(unreadable.toString()));
        }
    }

    /** A link may lead to another place inside the folder (as mounted volumes do), never out of it. */
    private Path inside(String name, RefusalStage stage) throws IOException, ModelRefusedException {
        Path file = folder.resolve(name).toRealPath();
        if (!file.startsWith(folder.toRealPath())) {
            throw new ModelRefusedException(
                    stage, "the file must be inside the model's folder: was '" + ShownText.cut(name) + "'");
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelRefusedException(stage, "'" + ShownText.cut(name) + "' must be a file");
        }
        return file;
    }
}
