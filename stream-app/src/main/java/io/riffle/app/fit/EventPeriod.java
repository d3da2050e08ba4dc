package io.riffle.app.fit;

import java.time.Instant;

/** From the earliest to the latest of some events. */
final class EventPeriod {
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    void add(long time) {
        from = Math.min(from, time);
        to = Math.max(to, time);
    }

    Instant from() {
        return Instant.ofEpochMilli(from);
    }

    Instant to() {
        return Instant.ofEpochMilli(to);
    }
}
