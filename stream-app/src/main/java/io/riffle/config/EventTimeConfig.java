package io.riffle.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The field with the event time, its unit, and how far it may be from the record's timestamp; beyond that the event is
 * a dead letter. Without {@code field} the record's timestamp is the event time.
 */
public record EventTimeConfig(
        Optional<String> field, TimeUnit unit, Optional<Duration> maxAge, Optional<Duration> maxAhead) {
    /** Units of a numeric event time; ISO is text such as {@code 2026-01-31T12:00:00Z}. */
    public enum TimeUnit {
        S,
        MS,
        US,
        ISO
    }
}
