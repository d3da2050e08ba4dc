package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A score that an alert rule matches, as in the alerts topic.
 *
 * @param id {@code <rule>:<event id>}: the same event raises the same alert again only under the same id
 * @param severity {@code low}, {@code medium} or {@code high}
 * @param status {@code raised}
 * @param eventTimeMs milliseconds since the epoch
 * @param condition the rule in words, for example {@code score >= 0.9}
 * @param source the event's position
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Alert(
        String id,
        String rule,
        Severity severity,
        String status,
        String entity,
        @JsonProperty("event_id") String eventId,
        @JsonProperty("event_time_ms") long eventTimeMs,
        double score,
        double threshold,
        String condition,
        @JsonProperty("model_name") String modelName,
        @JsonProperty("model_version") String modelVersion,
        String variant,
        RecordPosition source) {}
