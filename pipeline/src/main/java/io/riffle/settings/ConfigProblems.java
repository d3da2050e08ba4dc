package io.riffle.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects problems. A key has one problem, the first: what follows from it would only distract. */
final class ConfigProblems {
    private static final Comparator<Problem> BY_POSITION = Comparator.comparing(
                    (Problem problem) -> problem.origin().kind())
            .thenComparing(problem -> problem.origin().line());

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    void add(Origin origin, String key, String message) {
        if (key.isEmpty() || keys.add(key)) {
            problems.add(new Problem(origin, key, message));
        }
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    /** All problems so far, those of the file in the order of its lines. */
    ConfigException exception() {
        return new ConfigException(problems.stream().sorted(BY_POSITION).toList());
    }
}
