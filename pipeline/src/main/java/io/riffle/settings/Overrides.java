package io.riffle.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What overrides the file: {@code --set key=value}, then the environment ({@code RIFFLE_} and the key in upper case
 * with underscores). A secret's variable may end in {@code _FILE} and name a file that holds the value. Empty variables
 * count as unset, because compose files pass them for what nobody set.
 */
final class Overrides {
    private static final String PREFIX = "RIFFLE_";
    private static final String FILE_SUFFIX = "_FILE";

    private final Map<String, String> commandLine;
    private final Map<String, String> environment;
    private final Set<String> usedKeys = new HashSet<>();
    private final Set<String> askedVariables = new HashSet<>();
    private final Set<String> fileSections = new TreeSet<>();

    Overrides(Map<String, String> commandLine, Map<String, String> environment) {
        this.commandLine = commandLine;
        this.environment = environment;
    }

    Optional<Given> find(String key, boolean secret) {
        String set = commandLine.get(key);
        Optional<Given> variable = variable(variableName(key), secret);
        if (set != null) {
            usedKeys.add(key);
            return Optional.of(new Given(set, Origin.COMMAND_LINE));
        }
        return variable;
    }

    /** All keys below a section of free keys, such as Kafka's properties; variables lose their case and hyphens. */
    Map<String, Given> below(String section) {
        Map<String, Given> found = new LinkedHashMap<>();
        String prefix = variableName(section + ".");
        environment.keySet().stream()
                .filter(variable -> variable.startsWith(prefix))
                .sorted()
                .forEach(variable -> property(variable, prefix)
                        .ifPresent(key -> variable(variableName(section + "." + key), Masks.isSecretName(key))
                                .ifPresent(given -> found.put(key, given))));
        for (String key : commandLineKeysBelow(section)) {
            found.put(key, find(section + "." + key, false).orElseThrow());
        }
        return found;
    }

    /** The keys of the command line below a section, relative to it. */
    List<String> commandLineKeysBelow(String section) {
        String prefix = section + ".";
        return commandLine.keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.length() > prefix.length())
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    /** A section that is there only if the file declares it, or whose entries are: variables alone do not make one. */
    void needsFile(String section) {
        fileSections.add(section);
    }

    List<String> unusedKeys() {
        return commandLine.keySet().stream()
                .filter(key -> !usedKeys.contains(key))
                .toList();
    }

    /**
     * Variables that look like a slip. Not every unknown {@code RIFFLE_} variable is one: Kubernetes sets
     * {@code RIFFLE_SERVICE_HOST} and the like for a service of that name.
     */
    List<String> suspiciousVariables() {
        List<String> warnings = new ArrayList<>();
        environment.keySet().stream()
                .filter(variable -> variable.startsWith(PREFIX) && !askedVariables.contains(variable))
                .sorted()
                .forEach(variable -> slip(variable).ifPresent(warnings::add));
        return warnings;
    }

    private Optional<String> slip(String variable) {
        Optional<String> near = NearestKey.to(variable, askedVariables)
                .filter(nearest -> NearestKey.distance(nearest, variable) <= 2)
                .map(nearest -> variable + " is not a setting and is ignored: did you mean " + nearest + "?");
        return near.or(() -> fileSections.stream()
                .filter(section -> variable.startsWith(variableName(section) + "_"))
                .findFirst()
                .map(section -> variable + " is ignored: the file must declare what it sets under " + section));
    }

    private Optional<Given> variable(String name, boolean secret) {
        askedVariables.add(name);
        Optional<Given> value = Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isEmpty())
                .map(text -> new Given(text, Origin.environment(name)));
        if (!secret) {
            return value;
        }
        String fileVariable = name + FILE_SUFFIX;
        askedVariables.add(fileVariable);
        String file = environment.getOrDefault(fileVariable, "");
        if (file.isEmpty()) {
            return value;
        }
        if (value.isPresent()) {
            throw new IllegalArgumentException("must be set once: " + name + " and " + fileVariable + " are both set");
        }
        return Optional.of(new Given(content(fileVariable, file), Origin.environment(fileVariable)));
    }

    /** Secrets mounted as files usually end in a line break that is no part of them. */
    private static String content(String variable, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "must be in a readable file: " + variable + " names " + file, unreadable);
        }
    }

    private static Optional<String> property(String variable, String prefix) {
        String key =
                variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        boolean secretFile = key.endsWith(".file") && Masks.isSecretName(key.substring(0, key.length() - 5));
        String property = secretFile ? key.substring(0, key.length() - 5) : key;
        return property.isEmpty() ? Optional.empty() : Optional.of(property);
    }

    private static String variableName(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
