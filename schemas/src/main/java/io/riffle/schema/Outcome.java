package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A scored event with its truth, as in the outcomes topic, keyed by entity.
 *
 * @param score the number that was predicted
 * @param predicted the predicted class, absent where the model has none
 * @param truth the label that arrived, a class or a number as text
 * @param previousTruth what an earlier outcome of the same event said: whoever counted that takes it back; absent in the first
 * @param labelTimeMs when the truth became known, milliseconds since the epoch
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
        @JsonProperty("event_id") String eventId,
        String entity,
        @JsonProperty("event_time_ms") long eventTimeMs,
        @JsonProperty("label_time_ms") long labelTimeMs,
        double score,
        @Nullable String predicted,
        String truth,
        @JsonProperty("previous_truth") @Nullable String previousTruth,
        @JsonProperty("model_name") String modelName,
        @JsonProperty("model_version") String modelVersion,
        String variant,
        @Nullable String experiment) {}
