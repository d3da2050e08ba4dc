package io.riffle.model.folder;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ShownText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The versions of one model: a directory with one folder per version. */
public final class FileModelRegistry {
    private final Path directory;
    private final long maxBytes;
    private final ModelKeys keys;

    /** @param maxBytes largest model file that is read */
    public FileModelRegistry(Path directory, long maxBytes) {
        this(directory, maxBytes, ModelKeys.NONE);
    }

    /**
     * A directory whose versions may be signed or encrypted.
     *
     * @param maxBytes largest model file that is read
     */
    public FileModelRegistry(Path directory, long maxBytes, ModelKeys keys) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.keys = keys;
    }

    /** The version of each alias. */
    public Map<String, String> aliases() throws ModelRefusedException {
        return new Aliases(directory).read();
    }

    /** The version that a name stands for: an alias after {@code @}, else the version itself. */
    public String resolve(String name) throws ModelRefusedException {
        if (!name.startsWith("@")) {
            return name;
        }
        Map<String, String> aliases = aliases();
        String version = aliases.get(name.substring(1));
        if (version == null) {
            throw new ModelRefusedException(
                    RefusalStage.FILE,
                    "the alias must be one of " + aliases.keySet() + ": was '" + ShownText.cut(name) + "' (in "
                            + directory + ")");
        }
        return version;
    }

    /** The names of the folders that hold a manifest, in natural order. */
    public List<String> versions() throws ModelRefusedException {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(ModelFolder.MANIFEST)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted(new VersionOrder())
                    .toList();
        } catch (IOException unreadable) {
            throw new ModelRefusedException(
                    RefusalStage.FILE,
                    "the models directory must be readable: was " + directory + " (" + unreadable + ")");
        }
    }

    /** The highest version, or empty if there is none. */
    public Optional<String> latest() throws ModelRefusedException {
        List<String> versions = versions();
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    public ModelFolder open(String version) throws ModelRefusedException {
        List<String> versions = versions();
        if (!versions.contains(version)) {
            throw new ModelRefusedException(
                    RefusalStage.FILE,
                    "the version must be one of " + versions + ": was '" + ShownText.cut(version) + "' (in " + directory
                            + ")");
        }
        return new ModelFolder(directory.resolve(version), maxBytes, keys);
    }
}
