package io.riffle.model.folder;

import io.riffle.model.ModelRefusedException;
import io.riffle.settings.ShownText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/** Changes a models directory. A folder appears, moves or goes as a whole: nobody ever reads half a version. */
public final class ModelStore {
    private static final String ARCHIVE = ".archive";

    private final Path directory;
    private final FileModelRegistry registry;

    public ModelStore(Path directory, FileModelRegistry registry) {
        this.directory = directory;
        this.registry = registry;
    }

    /**
     * Adds a version.
     *
     * @param files what is to stand in the folder beside the manifest, by name
     * @return the version's folder
     * @throws IOException if the version is there already, or the folder cannot be written
     */
    public Path add(String version, String manifest, Map<String, byte[]> files) throws IOException {
        requireNew(version);
        Files.createDirectories(directory);
        // Not createTempDirectory: its folders are closed to every other user, and whoever scores may be another one.
        Path temporary = Files.createDirectory(directory.resolve(".register-" + UUID.randomUUID()));
        try {
            Files.writeString(temporary.resolve(ModelFolder.MANIFEST), manifest, StandardCharsets.UTF_8);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(temporary.resolve(file.getKey()), file.getValue());
            }
            return Files.move(temporary, directory.resolve(version), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            requireNew(version);
            throw failed;
        } finally {
            deleteIfThere(temporary);
        }
    }

    /** Refuses a version that is there already. */
    public void requireNew(String version) throws IOException {
        Path folder = directory.resolve(version);
        if (Files.exists(folder)) {
            throw new IOException("the version must be new: " + folder + " is there");
        }
    }

    /** Moves a version out of sight, into {@code .archive}. */
    public Path archive(String version) throws IOException, ModelRefusedException {
        Path folder = registry.open(version).path();
        Path archive = Files.createDirectories(directory.resolve(ARCHIVE));
        Path target = archive.resolve(version);
        if (Files.exists(target)) {
            throw new IOException("the version must not be archived yet: " + target + " is there");
        }
        return Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a version for good; first it goes out of sight as a whole. */
    public void delete(String version) throws IOException, ModelRefusedException {
        Path folder = registry.open(version).path();
        Path gone = Files.createTempDirectory(directory, ".delete-");
        Files.move(folder, gone.resolve(version), StandardCopyOption.ATOMIC_MOVE);
        delete(gone);
    }

    /** Gives a version a name; another version loses it. */
    public void alias(String alias, String version) throws IOException, ModelRefusedException {
        if (!alias.matches("[A-Za-z][A-Za-z0-9_-]{0,49}")) {
            throw new IOException("an alias must be up to 50 letters, digits, '_' and '-', the first a letter: was '"
                    + ShownText.cut(alias) + "'");
        }
        registry.open(version);
        Map<String, String> aliases = new HashMap<>(registry.aliases());
        aliases.put(alias, version);
        new Aliases(directory).write(aliases);
    }

    /** Writes the signature of a version's manifest beside it. */
    public Path sign(String version, PrivateKey key) throws IOException, ModelRefusedException {
        Path folder = registry.open(version).path();
        String signature = ManifestSignature.sign(Files.readAllBytes(folder.resolve(ModelFolder.MANIFEST)), key);
        return replace(folder, ManifestSignature.FILE, (signature + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Replaces a version's model file by its encryption, and the file that it was converted from; what is encrypted stays
     * as it is.
     *
     * @return the model file
     */
    public Path encrypt(String version, SecretKey key) throws IOException, ModelRefusedException {
        ModelFolder folder = registry.open(version);
        ModelManifest manifest = folder.manifest();
        Optional<ModelFile> source = manifest.notes().source();
        if (source.isPresent()
                && Files.exists(folder.path().resolve(source.get().name()))) {
            encrypt(folder.path(), source.get().name(), key);
        }
        return encrypt(folder.path(), manifest.file(), key);
    }

    private static Path encrypt(Path folder, String name, SecretKey key) throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(name));
        byte[] sealed = EncryptedModel.is(file) ? file : EncryptedModel.encrypt(file, key);
        return replace(folder, name, sealed);
    }

    private static Path replace(Path folder, String name, byte[] bytes) throws IOException {
        Path temporary = Files.createTempFile(folder, ".new", "");
        Files.write(temporary, bytes);
        return Files.move(
                temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void deleteIfThere(Path tree) throws IOException {
        if (Files.exists(tree)) {
            delete(tree);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
