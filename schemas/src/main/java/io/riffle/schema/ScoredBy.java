package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which model answered.
 *
 * @param variant which of several versions in use
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScoredBy(
        @JsonProperty("model_name") String modelName,
        @JsonProperty("model_version") String modelVersion,
        String variant) {}
