package io.riffle.app.init;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder of a proposed pipeline. It appears as a whole, or not at all. */
public final class ProjectFolder {
    public static final String PIPELINE = "pipeline.yaml";
    public static final String MODELS = "models";

    private final Path folder;

    /** @throws IOException if it is there already */
    public ProjectFolder(Path folder) throws IOException {
        this.folder = folder;
        if (Files.exists(folder)) {
            throw new IOException("the folder must be new, for nothing is overwritten: " + folder + " is there");
        }
    }

    /** Looks at the files before they are anywhere. */
    @FunctionalInterface
    public interface Check<E extends Exception> {
        void check(Path pipeline) throws IOException, E;
    }

    /** Writes pipeline and model, has them checked, and only then gives them their name; the pipeline's file. */
    public <E extends Exception> Path write(String pipeline, ProposedModel model, Check<E> check)
            throws IOException, E {
        Path absolute = folder.toAbsolutePath().normalize();
        Path parent = Files.createDirectories(absolute.resolveSibling(""));
        Path temporary = Files.createDirectory(parent.resolve("." + folder.getFileName() + "-" + UUID.randomUUID()));
        try {
            Path version = Files.createDirectories(temporary.resolve(MODELS).resolve(model.version()));
            for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
                Files.write(version.resolve(file.getKey()), file.getValue());
            }
            check.check(Files.writeString(temporary.resolve(PIPELINE), pipeline, StandardCharsets.UTF_8));
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            return folder.resolve(PIPELINE);
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path temporary) throws IOException {
        if (Files.exists(temporary)) {
            try (Stream<Path> files = Files.walk(temporary)) {
                files.sorted(Comparator.reverseOrder()).forEach(ProjectFolder::deleteOne);
            }
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
