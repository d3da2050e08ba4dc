package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What a shadow version made of one event, beside what was answered; as in the shadow topic.
 *
 * @param id the event's id
 * @param eventTimeMs milliseconds since the epoch
 * @param source the event's position
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShadowScore(
        String id,
        String entity,
        @JsonProperty("event_time_ms") long eventTimeMs,
        @JsonUnwrapped Versions versions,
        @JsonUnwrapped Scores scores,
        RecordPosition source) {
    /**
     * Which versions scored it.
     *
     * @param modelVersion of the shadow
     * @param answeredBy version of the prediction
     * @param variant of the prediction
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Versions(
            @JsonProperty("model_name") String modelName,
            @JsonProperty("model_version") String modelVersion,
            @JsonProperty("answered_by") String answeredBy,
            String variant) {}

    /**
     * What they made of it.
     *
     * @param answer score of the prediction
     * @param score the shadow's; null if it has none
     * @param difference {@code score - answer}; null if there is no score
     * @param error why there is no score, a reason of dead letters; null if there is one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Scores(
            double answer,
            @Nullable Double score,
            @Nullable Double difference,
            @Nullable String error) {}
}
