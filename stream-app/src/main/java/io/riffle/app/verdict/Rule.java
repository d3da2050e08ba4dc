package io.riffle.app.verdict;

import io.riffle.schema.Severity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A built-in rule.
 *
 * @param patience how long something must be wrong before it is told
 * @param advice what it means and what to do
 * @param look says what is wrong, if anything is
 */
record Rule(
        String name,
        Severity severity,
        Duration patience,
        String advice,
        Function<Reading, Optional<Observation>> look) {
    /**
     * What a rule saw.
     *
     * @param since when it began, if that is known better than by when it was first seen
     */
    record Observation(String what, OptionalLong since) {
        static Observation of(String what) {
            return new Observation(what, OptionalLong.empty());
        }
    }
}
