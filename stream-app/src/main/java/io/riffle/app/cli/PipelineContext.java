package io.riffle.app.cli;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.settings.LoadedSettings;
import io.riffle.settings.Origin;
import io.riffle.settings.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a command is given that is about a pipeline: its settings as well. */
public final class PipelineContext extends CommandContext {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The pipeline's YAML file.")
    private Path config = Path.of("pipeline.yaml");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key, such as batch.max-size=512; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    public Path file() {
        return config;
    }

    /** A problem of the file that shows only outside of it. */
    public Problem problem(String key, String message) {
        return new Problem(Origin.file(config, 0), key, message);
    }

    /** Reads the pipeline; {@link io.riffle.settings.ConfigException} with all problems. */
    public Pipeline pipeline() {
        return load().value();
    }

    /** What another file says under the same settings. */
    public Pipeline pipeline(Path other) {
        return new ConfigLoader(environment(), overrides).load(other).value();
    }

    /** The same with what is to be said about its settings. */
    public LoadedSettings<Pipeline> load() {
        return load(Map.of());
    }

    /** Reads the pipeline with some keys as a command needs them, whatever the file or the user says. */
    public LoadedSettings<Pipeline> load(Map<String, String> forced) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(forced);
        return new ConfigLoader(environment(), all).load(config);
    }
}
