package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;

/**
 * What one caller may ask for.
 *
 * @param maxBody bytes of one request body
 * @param rate requests per second and client address; 0 is no limit
 * @param deadline how long an answer may take
 */
public record HttpLimits(long maxBody, int rate, Duration deadline) {
    public static final HttpLimits DEFAULT = new HttpLimits(1 << 20, 1000, Duration.ofSeconds(5));

    public HttpLimits {
        Violations.in("http")
                .atLeast("max-body", maxBody, 1)
                .atMost("max-body", maxBody, 256 << 20)
                .atLeast("rate-limit", rate, 0)
                .positive("deadline", deadline)
                .atMost("deadline", deadline, Duration.ofMinutes(5))
                .throwIfAny();
    }
}
