package io.riffle.app.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run has come, kept beside its output so that it can go on after a kill.
 *
 * @param input size of the input file in bytes, to notice another one
 * @param lines input lines that are answered
 * @param predictions bytes of the predictions file that belong to them
 * @param deadLetters bytes of the dead-letters file that belong to them
 */
record Progress(long input, long lines, long predictions, long deadLetters) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Path fileOf(Path output) {
        return output.resolveSibling(output.getFileName() + ".progress");
    }

    static Optional<Progress> read(Path output) throws IOException {
        Path file = fileOf(output);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode node = JSON.readTree(file.toFile());
        return Optional.of(new Progress(
                node.path("input").asLong(),
                node.path("lines").asLong(),
                node.path("predictions").asLong(),
                node.path("dead_letters").asLong()));
    }

    /** Replaces the file at once: a kill leaves the old or the new one. */
    void write(Path output) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("input", input);
        fields.put("lines", lines);
        fields.put("predictions", predictions);
        fields.put("dead_letters", deadLetters);
        Path file = fileOf(output);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        JSON.writeValue(fresh.toFile(), fields);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
