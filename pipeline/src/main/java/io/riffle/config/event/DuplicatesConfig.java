package io.riffle.config.event;

import io.riffle.settings.Violations;
import java.time.Duration;

/** For how long event ids are remembered (zero: not at all) and what happens to one that comes again. */
public record DuplicatesConfig(Duration horizon, Action action) {
    /** Ids are kept in a state store; what is remembered longer needs more room than the history itself. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Last of the constants: its constructor needs the others. */
    public static final DuplicatesConfig DEFAULT = new DuplicatesConfig(Duration.ofMinutes(10), Action.DROP);

    /** DROP makes a duplicate a dead letter; MARK scores it with a warning. */
    public enum Action {
        DROP,
        MARK
    }

    public DuplicatesConfig {
        Violations.in("event.duplicates")
                .notNegative("horizon", horizon)
                .atMost("horizon", horizon, LONGEST)
                .throwIfAny();
    }
}
