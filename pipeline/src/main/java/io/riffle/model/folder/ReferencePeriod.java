package io.riffle.model.folder;

import java.time.Duration;
import java.time.Instant;

/** When the rows of a reference profile happened: the earliest and the latest. */
public record ReferencePeriod(Instant from, Instant to) {
    public ReferencePeriod {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period must not end before it begins: was " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
