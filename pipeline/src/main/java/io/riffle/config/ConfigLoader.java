package io.riffle.config;

import io.riffle.settings.KeyReference;
import io.riffle.settings.LoadedSettings;
import io.riffle.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a pipeline from its YAML file; the command line wins over the environment, that over the file. */
public final class ConfigLoader {
    private final SettingsReader settings;

    /**
     * A loader with these overrides.
     *
     * @param environment all environment variables; those named {@code RIFFLE_<KEY>} override keys, all of them can
     *     stand in placeholders of the file
     * @param commandLine values by full key, such as {@code batch.max-size}
     */
    public ConfigLoader(Map<String, String> environment, Map<String, String> commandLine) {
        this.settings = new SettingsReader(environment, commandLine);
    }

    /**
     * Reads a pipeline.
     *
     * @throws io.riffle.settings.ConfigException with all problems of the file and its overrides
     */
    public LoadedSettings<Pipeline> load(Path file) {
        return settings.read(file, PipelineReader::read);
    }

    /** Every key of a pipeline file. */
    public static List<KeyReference> reference() {
        return SettingsReader.describe(PipelineReader::read);
    }
}
