package io.riffle.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a settings file with its overrides: the command line before the environment, the file, the defaults. */
public final class SettingsReader {
    private final Map<String, String> environment;
    private final Map<String, String> commandLine;

    /** Overrides from the command line have full keys, such as {@code batch.max-size}. */
    public SettingsReader(Map<String, String> environment, Map<String, String> commandLine) {
        this.environment = Map.copyOf(environment);
        this.commandLine = Map.copyOf(commandLine);
    }

    /**
     * Reads the file.
     *
     * @param reader reads the keys at the top; empty where it found a problem
     * @throws ConfigException with all problems, where there is any
     */
    public <T> LoadedSettings<T> read(Path file, Function<Section, Optional<T>> reader) {
        ConfigProblems problems = new ConfigProblems();
        ConfigNode.Mapping document = parse(file, problems);
        Overrides overrides = new Overrides(commandLine, environment);
        Reading reading = new Reading(file, overrides, new Placeholders(environment), problems);
        Section root = new Section(reading, "", document);
        Optional<T> value = reader.apply(root);
        root.finish();
        noteUnusedOverrides(overrides, reading);
        problems.throwIfAny();
        return new LoadedSettings<>(value.orElseThrow(), reading.settings(), overrides.suspiciousVariables());
    }

    /** All keys that a reader reads, one entry of each map under the name {@code <name>}. */
    public static List<KeyReference> describe(Consumer<Section> reader) {
        Overrides none = new Overrides(Map.of(), Map.of());
        Reading reading = new Reading(null, none, new Placeholders(Map.of()), new ConfigProblems());
        reader.accept(new Section(reading, "", ConfigNode.Mapping.empty(0)));
        return reading.references();
    }

    /** Reading stops at a file that is no YAML: without it every key would be missing. */
    private static ConfigNode.Mapping parse(Path file, ConfigProblems problems) {
        YamlParser parser = new YamlParser(file, problems);
        try {
            if (Files.size(file) > YamlParser.MAX_CHARACTERS) {
                throw new IOException("larger than " + YamlParser.MAX_CHARACTERS + " bytes");
            }
            Optional<ConfigNode.Mapping> document = parser.parse(Files.readString(file));
            if (document.isPresent()) {
                return document.get();
            }
        } catch (NoSuchFileException missing) {
            problems.add(Origin.file(file, 0), "", "must be a readable file: does not exist");
        } catch (CharacterCodingException binary) {
            problems.add(Origin.file(file, 0), "", "must be UTF-8 text: was something else");
        } catch (IOException unreadable) {
            problems.add(Origin.file(file, 0), "", "must be a readable file: " + unreadable.getMessage());
        }
        throw problems.exception();
    }

    private static void noteUnusedOverrides(Overrides overrides, Reading reading) {
        for (String key : overrides.unusedKeys()) {
            String advice = NearestKey.to(key, reading.keys())
                    .map(nearest -> ": did you mean " + nearest + "?")
                    .orElse("");
            reading.problem(Origin.COMMAND_LINE, key, "is not a known key" + advice);
        }
    }
}
