package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riffle.schema.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How long each stage takes for one frame; buckets from 50 microseconds to 5 seconds. */
final class StageTimers {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);

    StageTimers(MeterRegistry registry) {
        for (Stage stage : Stage.values()) {
            timers.put(stage, timer(registry, stage));
        }
    }

    void record(Stage stage, long nanoseconds) {
        Objects.requireNonNull(timers.get(stage)).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(MeterRegistry registry, Stage stage) {
        return Timer.builder("riffle.stage")
                .description("Time that one stage took for one frame")
                .tag("stage", stage.label())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
