package io.riffle.app.deploy;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.ReferenceCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A reference section that a version is registered with, or none.
 *
 * @param text empty if there is none
 * @param problems what keeps it from being a reference
 */
public record GivenReference(String text, List<String> problems) {
    public static final GivenReference NONE = new GivenReference("", List.of());

    public GivenReference {
        problems = List.copyOf(problems);
    }

    /**
     * Reads what {@code riffle drift reference} has printed into a file, if one is given.
     *
     * @throws ModelRefusedException if it is no reference section
     */
    public static GivenReference read(Optional<Path> file, Instant now) throws IOException, ModelRefusedException {
        if (file.isEmpty()) {
            return NONE;
        }
        byte[] section = bytes(file.get());
        return new GivenReference(
                new String(section, StandardCharsets.UTF_8),
                ReferenceCheck.problems(new ManifestReader(file.get()).readReference(section), now));
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException absent) {
            throw new IOException("--reference must be a file: there is no " + file, absent);
        }
    }

    ManifestDraft addedTo(ManifestDraft draft) {
        return text.isEmpty() ? draft : draft.withReference(text, problems);
    }
}
