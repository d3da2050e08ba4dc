package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;

/**
 * When a window is judged and what counts as an alarm.
 *
 * @param window event time that is counted together and judged when it is over
 * @param grace how late a row may come and still be counted in its own window
 * @param falseAlarmEvery on average at most one false alarm for so long, over everything that is judged together
 * @param minEffect how large a difference must be, as a share of rows, before it matters
 * @param minRows windows with fewer rows are reported and not judged
 */
public record JudgingConfig(Duration window, Duration grace, Duration falseAlarmEvery, double minEffect, int minRows) {
    /** Adds what is wrong with the alarms that this section asks for. */
    void checkAlarms(String section, Violations violations) {
        violations
                .check(
                        falseAlarmEvery.compareTo(window) >= 0,
                        "false-alarm-every",
                        "must be at least as long as " + section + ".window",
                        falseAlarmEvery)
                .check(minEffect >= 0 && minEffect < 1, "min-effect", "must be from 0 to below 1", minEffect)
                .atLeast("min-rows", minRows, 1);
    }
}
