package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * How right a version was about the events of one window, as in the performance topic. The same window comes again with a
 * higher revision when more labels arrived or were corrected.
 *
 * @param windowStartMs event time, inclusive; the end is exclusive
 * @param outcomes events of the window whose truth is known
 * @param metrics by name; a measure that the window does not define (ROC AUC with one class) is absent
 * @param bounds by how much the measure of that name can differ from the exact one, because scores are counted in bins
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Performance(
        @JsonProperty("model_version") String modelVersion,
        String variant,
        @JsonProperty("window_start_ms") long windowStartMs,
        @JsonProperty("window_end_ms") long windowEndMs,
        long revision,
        long outcomes,
        Map<String, Double> metrics,
        Map<String, Double> bounds) {
    public Performance {
        metrics = Map.copyOf(metrics);
        bounds = Map.copyOf(bounds);
    }
}
