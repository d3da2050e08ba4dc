package io.riffle.config;

import io.riffle.settings.ConfigException;
import io.riffle.settings.LoadedSettings;
import io.riffle.settings.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pipeline file of a test, with what overrides it. */
final class PipelineFile {
    static final String MINIMAL = """
            pipeline: tiny
            kafka: {bootstrap-servers: "localhost:9092"}
            event: {id: event_id, entity: card_id}
            models: {directory: models}
            """;

    private final Path file;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> commandLine = new HashMap<>();

    private PipelineFile(Path file) {
        this.file = file;
    }

    static PipelineFile of(Path folder, String yaml) {
        try {
            return new PipelineFile(Files.writeString(folder.resolve("p.yaml"), yaml));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static PipelineFile resource(String name) {
        return new PipelineFile(Path.of("src", "test", "resources", "config", name));
    }

    PipelineFile environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    PipelineFile set(String key, String value) {
        commandLine.put(key, value);
        return this;
    }

    LoadedSettings<Pipeline> load() {
        return new ConfigLoader(environment, commandLine).load(file);
    }

    Pipeline pipeline() {
        return load().value();
    }

    /** One line per problem, the file's folder left out. */
    List<String> problems() {
        try {
            load();
            return List.of();
        } catch (ConfigException invalid) {
            String folder = file.getParent() + "/";
            return invalid.problems().stream()
                    .map(Problem::toString)
                    .map(problem -> problem.replace(folder, ""))
                    .toList();
        }
    }
}
