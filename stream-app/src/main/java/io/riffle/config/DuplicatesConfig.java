package io.riffle.config;

import java.time.Duration;

/** For how long event ids are remembered (zero: not at all) and what happens to one that comes again. */
public record DuplicatesConfig(Duration horizon, Action action) {
    public static final DuplicatesConfig DEFAULT = new DuplicatesConfig(Duration.ofMinutes(10), Action.DROP);

    /** DROP makes a duplicate a dead letter; MARK scores it with a warning. */
    public enum Action {
        DROP,
        MARK
    }
}
