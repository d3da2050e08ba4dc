package io.riffle.config;

import java.time.Duration;

/**
 * How many rows one micro-batch holds at most. Batches grow with load by themselves; {@code maxDelay} above zero lets
 * the broker hold back small fetches for that long.
 */
public record BatchConfig(int maxSize, Duration maxDelay) {
    public static final BatchConfig DEFAULT = new BatchConfig(256, Duration.ZERO);
}
