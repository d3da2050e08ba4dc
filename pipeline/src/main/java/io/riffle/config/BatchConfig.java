package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;

/**
 * How many rows one micro-batch holds at most. Batches grow with load by themselves; {@code maxDelay} above zero lets
 * the broker hold back small fetches for that long.
 */
public record BatchConfig(int maxSize, Duration maxDelay) {
    /** A frame's rows are in memory together, and one row's time limit is the whole frame's. */
    private static final int LARGEST = 100_000;

    /** The broker holds back a fetch for that long; above it the consumer's session would be at stake. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Last of the constants: its constructor needs the others. */
    public static final BatchConfig DEFAULT = new BatchConfig(1024, Duration.ZERO);

    public BatchConfig {
        Violations.in("batch")
                .atLeast("max-size", maxSize, 1)
                .atMost("max-size", maxSize, LARGEST)
                .notNegative("max-delay", maxDelay)
                .atMost("max-delay", maxDelay, LONGEST)
                .throwIfAny();
    }
}
