package io.riffle.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all sections of one file share while it is read. A reading without a file describes: every optional section and
 * one entry of every map is visited, for the reference table.
 */
final class Reading {
    private final @Nullable Path file;
    private final Overrides overrides;
    private final UnaryOperator<String> placeholders;
    private final ConfigProblems problems;
    private final Map<String, Origin> origins = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, KeyReference> references = new LinkedHashMap<>();

    Reading(@Nullable Path file, Overrides overrides, UnaryOperator<String> placeholders, ConfigProblems problems) {
        this.file = file;
        this.overrides = overrides;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    boolean describing() {
        return file == null;
    }

    Overrides overrides() {
        return overrides;
    }

    /** The text of a value with its placeholders replaced. */
    String resolved(String text) {
        return placeholders.apply(text);
    }

    Origin inFile(int line) {
        return file == null ? Origin.DEFAULT : Origin.file(file, line);
    }

    /** A path as meant: what a file says is relative to that file, everything else to the working directory. */
    Path resolve(String key, Path path) {
        Path folder = file == null ? null : file.getParent();
        boolean fromFile = origins.getOrDefault(key, Origin.DEFAULT).kind() == Origin.Kind.FILE;
        return folder == null || !fromFile ? path : folder.resolve(path).normalize();
    }

    void found(String key, Origin origin) {
        origins.put(key, origin);
    }

    boolean isGiven(String key) {
        return origins.containsKey(key);
    }

    void show(String key, String value) {
        settings.add(new Setting(key, value, origins.getOrDefault(key, Origin.DEFAULT)));
    }

    void describe(KeyReference reference) {
        references.putIfAbsent(reference.key(), reference);
    }

    void problem(String key, String message) {
        problems.add(originOf(key), key, message);
    }

    void problem(Origin origin, String key, String message) {
        problems.add(origin, key, message);
    }

    /** Runs what may throw {@link IllegalArgumentException} about a key, and notes that as a problem. */
    <T> Optional<T> attempt(String key, Supplier<Optional<T>> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException invalid) {
            problem(key, String.valueOf(invalid.getMessage()));
            return Optional.empty();
        }
    }

    List<Setting> settings() {
        return settings;
    }

    List<KeyReference> references() {
        return List.copyOf(references.values());
    }

    /** All keys asked for, whether given or not. */
    Set<String> keys() {
        return references.keySet();
    }

    /** Where a key was given or, if it was not, the closest section around it. */
    Origin originOf(String key) {
        String path = key;
        while (!origins.containsKey(path) && !path.isEmpty()) {
            path = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        }
        return origins.getOrDefault(path, inFile(0));
    }
}
