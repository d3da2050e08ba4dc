package io.riffle.watch.outcome;

import io.riffle.schema.ScoredBy;
import io.riffle.stats.MulticlassPerformance;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a scored event until its label comes.
 *
 * @param label the predicted class; null if the model has none
 * @param experiment that the variant belongs to; null if it is champion or canary
 * @param time event time, milliseconds since the epoch; when its record was written, where the event is dated after that
 * @param ranked the most likely classes, where {@code outcomes.truth} is multiclass and the model publishes them
 */
public record ScoredEvent(
        String eventId,
        String entity,
        long time,
        double score,
        @Nullable String label,
        ScoredBy scoredBy,
        @Nullable String experiment,
        MulticlassPerformance.Ranked ranked) {
    public String model() {
        return scoredBy.modelName();
    }

    public String version() {
        return scoredBy.modelVersion();
    }

    public String variant() {
        return scoredBy.variant();
    }
}
