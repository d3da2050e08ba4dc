package io.riffle.benchmark;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * One run of one contender. Microseconds of CPU are per event and include the start of the JVM; the broker's and
 * Redis's are what they used meanwhile.
 *
 * @param seconds from the start of the process until the last prediction was committed
 * @param missing events without a committed prediction
 * @param repeated committed predictions of events that had one already
 * @param scoreDifference the largest difference to the first run's score of the same event
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record RunResult(
        String contender,
        int round,
        double seconds,
        double eventsPerSecond,
        double cpuMicros,
        double brokerCpuMicros,
        double redisCpuMicros,
        double peakMegabytes,
        int missing,
        int repeated,
        double scoreDifference) {
    /** Sums in another order differ in the last digits, and so do the scores. */
    private static final double TOLERANCE = 1e-4;

    boolean correct() {
        return missing == 0 && repeated == 0 && scoreDifference <= TOLERANCE;
    }
}
