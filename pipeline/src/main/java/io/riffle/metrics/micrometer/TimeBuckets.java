package io.riffle.metrics.micrometer;

import java.time.Duration;
import java.util.Arrays;

/** Upper bounds of histograms of time, so that what is compared with one another has the same. */
final class TimeBuckets {
    private static final Duration[] ALL = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private TimeBuckets() {}

    /** What is done with a frame: from 50 microseconds. */
    static Duration[] frames() {
        return ALL.clone();
    }

    /** What somebody waits for: from half a millisecond. */
    static Duration[] requests() {
        return Arrays.copyOfRange(ALL, 3, ALL.length);
    }
}
