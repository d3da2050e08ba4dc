package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riffle.schema.Stage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How long each stage takes for one frame; buckets from 50 microseconds to 5 seconds. */
final class StageTimers {
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
                .serviceLevelObjectives(TimeBuckets.frames())
                .register(registry);
    }
}
