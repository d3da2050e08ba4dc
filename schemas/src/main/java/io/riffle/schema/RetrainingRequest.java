package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A request to train a model again, because a rule with {@code action: request-retraining} was raised. The record's key is
 * the pipeline.
 *
 * @param id of the alert, so that a request that comes twice is known
 * @param fromMs start of the first window in which it was seen, milliseconds since the epoch: rows before it are as before
 * @param toMs end of the window in which the alert was raised, exclusive
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetrainingRequest(
        String id,
        String pipeline,
        String rule,
        @JsonUnwrapped About about,
        @JsonUnwrapped Finding finding,
        @JsonProperty("from_ms") long fromMs,
        @JsonProperty("to_ms") long toMs,
        @JsonProperty("at_ms") long atMs) {
    /**
     * What the alert is about.
     *
     * @param measure what changed: a feature, {@code score}, a metric, a field's quality
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record About(@JsonProperty("model_version") String modelVersion, String variant, String measure) {
        public static About of(AlertSubject subject) {
            return new About(subject.version(), subject.variant(), subject.measure());
        }
    }
}
