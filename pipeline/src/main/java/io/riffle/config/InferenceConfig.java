package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;

/**
 * How requests for scores are gathered.
 *
 * @param maxDelay how long a request may wait for others that are on their way; one that is alone never waits
 * @param queue rows that may wait; requests beyond are refused
 */
public record InferenceConfig(Duration maxDelay, int queue) {
    public static final InferenceConfig DEFAULT = new InferenceConfig(Duration.ofMillis(2), 4096);

    public InferenceConfig {
        Violations.in("http.inference")
                .notNegative("max-delay", maxDelay)
                .atMost("max-delay", maxDelay, Duration.ofSeconds(1))
                .atLeast("queue", queue, 1)
                .atMost("queue", queue, 1_000_000)
                .throwIfAny();
    }
}
