package io.riffle.config.event;

import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the event time is, how it is written, and how far it may be from the record's timestamp; beyond that the event
 * is a dead letter. Without {@code place} the record's timestamp is the event time.
 */
public record EventTimeConfig(
        Optional<EventPlace> place, TimeForm form, Optional<Duration> maxAge, Optional<Duration> maxAhead) {
    public static final EventTimeConfig DEFAULT =
            new EventTimeConfig(Optional.empty(), TimeForm.DEFAULT, Optional.empty(), Optional.empty());

    /** Units of a numeric event time; ISO is text such as {@code 2026-01-31T12:00:00Z}. */
    public enum TimeUnit {
        S,
        MS,
        US,
        NS,
        ISO
    }

    public EventTimeConfig {
        Violations violations = Violations.in("event.time");
        maxAge.ifPresent(age -> violations.notNegative("max-age", age));
        maxAhead.ifPresent(ahead -> violations.notNegative("max-ahead", ahead));
        if (place.isEmpty() && (maxAge.isPresent() || maxAhead.isPresent())) {
            violations.add(
                    "field", "must be set where max-age or max-ahead is: without it there is nothing to compare");
        }
        place.ifPresent(at -> violations.check(
                !(at instanceof EventPlace.Position), "from", "must be value, key or header", "position"));
        form.check(violations);
        violations.throwIfAny();
    }

    /** A path inside the value, as a file says it, with a number or ISO 8601 with an offset. */
    public EventTimeConfig(
            Optional<String> field, TimeUnit unit, Optional<Duration> maxAge, Optional<Duration> maxAhead) {
        this(field.map(EventPlace::value), TimeForm.of(unit), maxAge, maxAhead);
    }

    public TimeUnit unit() {
        return form.unit();
    }
}
