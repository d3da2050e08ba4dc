package io.riffle.settings;

import java.util.List;
import java.util.stream.Collectors;

/** A settings record that breaks its rules, with all the violations of that record. */
public final class InvalidSettingsException extends IllegalArgumentException {
    private final List<Violation> violations;

    InvalidSettingsException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
