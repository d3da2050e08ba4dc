package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.Optional;

/**
 * The field with the event time, its unit, and how far it may be from the record's timestamp; beyond that the event is
 * a dead letter. Without {@code field} the record's timestamp is the event time.
 */
public record EventTimeConfig(
        Optional<String> field, TimeUnit unit, Optional<Duration> maxAge, Optional<Duration> maxAhead) {
    public static final EventTimeConfig DEFAULT =
            new EventTimeConfig(Optional.empty(), TimeUnit.MS, Optional.empty(), Optional.empty());

    /** Units of a numeric event time; ISO is text such as {@code 2026-01-31T12:00:00Z}. */
    public enum TimeUnit {
        S,
        MS,
        US,
        ISO
    }

    public EventTimeConfig {
        Violations violations = Violations.in("event.time");
        field.ifPresent(name -> violations.notBlank("field", name));
        maxAge.ifPresent(age -> violations.notNegative("max-age", age));
        maxAhead.ifPresent(ahead -> violations.notNegative("max-ahead", ahead));
        if (field.isEmpty() && (maxAge.isPresent() || maxAhead.isPresent())) {
            violations.add(
                    "field", "must be set where max-age or max-ahead is: without it there is nothing to compare");
        }
        violations.throwIfAny();
    }
}
