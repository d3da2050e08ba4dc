package io.riffle.model.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** Names for versions, such as {@code stable}, in {@code aliases.json} of the models directory. */
final class Aliases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path file;

    Aliases(Path directory) {
        file = directory.resolve("aliases.json");
    }

    Map<String, String> read() throws ModelRefusedException {
        try {
            return Files.exists(file)
                    ? JSON.readValue(Files.readAllBytes(file), new TypeReference<TreeMap<String, String>>() {})
                    : Map.of();
        } catch (JsonProcessingException malformed) {
            throw new ModelRefusedException(
                    RefusalStage.FILE, file + " must be an object of texts: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new ModelRefusedException(RefusalStage.FILE, file + " must be readable: " + unreadable);
        }
    }

    /** Replaces the file at once, so that nobody reads half of it. */
    void write(Map<String, String> aliases) throws IOException {
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".aliases", ".json");
        Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new TreeMap<>(aliases)));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
