package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A scored event with its truth, as in the outcomes topic, keyed by entity.
 *
 * @param labelTimeMs when the truth became known, milliseconds since the epoch
 * @param score the number that was predicted
 * @param predicted the predicted class, absent if the model has none
 * @param label what it is held against
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
        @JsonUnwrapped Event event,
        @JsonProperty("label_time_ms") long labelTimeMs,
        double score,
        @Nullable String predicted,
        @JsonUnwrapped Label label,
        @JsonUnwrapped ScoredBy scoredBy,
        @Nullable String experiment) {
    /**
     * Which event it was.
     *
     * @param eventTimeMs milliseconds since the epoch
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Event(
            @JsonProperty("event_id") String eventId,
            String entity,
            @JsonProperty("event_time_ms") long eventTimeMs) {}

    /**
     * What came out.
     *
     * @param truth the label that arrived, a class or a number as text
     * @param previousTruth what an earlier outcome of the same event said: whoever counted that takes it back; absent in the
     *     first
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Label(
            String truth,
            @JsonProperty("previous_truth") @Nullable String previousTruth) {}
}
