package io.riffle.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame after scoring: row i of the scores, labels and outputs belongs to row i of the events. All rows were scored
 * by the same model version.
 *
 * @param scores the number that alert rules and drift look at: a probability, or a regression's value
 * @param labels the predicted class of each row, null if the model has none
 * @param outputs the outputs that the manifest publishes
 */
public record ScoredFrame(
        EventFrame events,
        String model,
        String version,
        String variant,
        double[] scores,
        String @Nullable [] labels,
        List<OutputColumn> outputs) {}
