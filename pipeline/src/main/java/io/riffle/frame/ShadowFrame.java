package io.riffle.frame;

import java.util.Map;

/**
 * Rows that a shadow version scored beside the version that answered: row i of all arrays belongs to row i of the events.
 *
 * @param version of the shadow
 * @param scores the shadow's; undefined for a failed row
 * @param failures why the shadow could not score a row
 * @param answeredBy version and variant of the prediction
 * @param answers its scores
 */
public record ShadowFrame(
        EventFrame events,
        String model,
        String version,
        double[] scores,
        Map<Integer, String> failures,
        Answer answeredBy,
        double[] answers) {
    /** What was answered to the world. */
    public record Answer(String version, String variant) {}
}
