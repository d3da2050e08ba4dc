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
import java.util.function.UnaryOperator;

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
     * @param reader reads the keys at the top; empty if it found a problem
     * @throws ConfigException with all problems, where there is any
     */
    public <T> LoadedSettings<T> read(Path file, Function<Section, Optional<T>> reader) {
        ConfigProblems problems = new ConfigProblems();
        ConfigNode.Mapping document = parse(file, problems);
        Overrides overrides = new Overrides(commandLine, environment);
        Reading reading = new Reading(file, overrides, new Placeholders(environment)::resolve, problems);
        Optional<T> value = new Section(reading, "", document).read(reader);
        noteUnusedOverrides(overrides, reading);
        problems.throwIfAny();
        return new LoadedSettings<>(value.orElseThrow(), reading.settings(), overrides.suspiciousVariables());
    }

    /**
     * Reads what a file says and nothing else: neither overrides nor placeholders count.
     *
     * @param file where the text comes from, for messages
     * @param reader reads the keys at the top; its result is used only if there was no problem
     * @throws ConfigException with all problems, if there is any
     */
    public static <T> T readAsWritten(Path file, String yaml, Function<Section, T> reader) {
        ConfigProblems problems = new ConfigProblems();
        Optional<ConfigNode.Mapping> document = new YamlParser(file, YamlParser.Limits.DATA, problems).parse(yaml);
        Overrides none = new Overrides(Map.of(), Map.of());
        Reading reading = new Reading(file, none, UnaryOperator.identity(), problems);
        T value = new Section(reading, "", document.orElseThrow(problems::exception)).read(reader);
        problems.throwIfAny();
        return value;
    }

    /** All keys that a reader reads, one entry of each map under the name {@code <name>}. */
    public static List<KeyReference> describe(Consumer<Section> reader) {
        Overrides none = new Overrides(Map.of(), Map.of());
        Reading reading = new Reading(null, none, UnaryOperator.identity(), new ConfigProblems());
        reader.accept(new Section(reading, "", ConfigNode.Mapping.empty(0)));
        return reading.references();
    }

    /** Reading stops at a file that is no YAML: without it every key would be missing. */
    private static ConfigNode.Mapping parse(Path file, ConfigProblems problems) {
        YamlParser.Limits limits = YamlParser.Limits.SETTINGS;
        YamlParser parser = new YamlParser(file, limits, problems);
        try {
            if (Files.size(file) > limits.characters()) {
                throw new IOException("larger than " + limits.characters() + " bytes");
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
