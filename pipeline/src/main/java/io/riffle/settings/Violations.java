package io.riffle.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a record, so that its constructor can tell everything at once. */
public final class Violations {
    private final String section;
    private final List<Violation> violations = new ArrayList<>();

    private Violations(String section) {
        this.section = section;
    }

    /** Rules of the keys below {@code section}; empty for keys at the top. */
    public static Violations in(String section) {
        return new Violations(section);
    }

    /** The general form: {@code rule} reads "must ...", {@code found} is shown after it. */
    public Violations check(boolean holds, String key, String rule, Object found) {
        return holds ? this : add(key, rule + ": was " + found);
    }

    public Violations add(String key, String message) {
        violations.add(new Violation(section.isEmpty() ? key : section + "." + key, message));
        return this;
    }

    public Violations atLeast(String key, long value, long least) {
        return check(value >= least, key, "must be at least " + least, value);
    }

    public Violations atMost(String key, long value, long most) {
        return check(value <= most, key, "must be at most " + most, value);
    }

    public Violations notBlank(String key, String value) {
        return check(!value.isBlank(), key, "must not be blank", "'" + value + "'");
    }

    public Violations positive(String key, Duration value) {
        return check(value.compareTo(Duration.ZERO) > 0, key, "must be above zero", DurationText.format(value));
    }

    public Violations notNegative(String key, Duration value) {
        return check(!value.isNegative(), key, "must not be negative", DurationText.format(value));
    }

    public Violations atMost(String key, Duration value, Duration most) {
        String rule = "must be at most " + DurationText.format(most);
        return check(value.compareTo(most) <= 0, key, rule, DurationText.format(value));
    }

    /** Takes over what another record, or a part of this one, complains about. */
    public Violations addAll(List<Violation> others) {
        violations.addAll(others);
        return this;
    }

    public List<Violation> list() {
        return List.copyOf(violations);
    }

    public InvalidSettingsException exception() {
        return new InvalidSettingsException(violations);
    }

    public void throwIfAny() {
        if (!violations.isEmpty()) {
            throw exception();
        }
    }
}
