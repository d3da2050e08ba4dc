package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A score that an alert rule matches, as in the alerts topic.
 *
 * @param id {@code <rule>:<event id>}: the same event raises the same alert again only under the same id
 * @param severity not {@link Severity#NONE}
 * @param status {@code raised}
 * @param source the event's position
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Alert(
        String id,
        String rule,
        Severity severity,
        String status,
        @JsonUnwrapped Event event,
        @JsonUnwrapped Match match,
        @JsonUnwrapped ScoredBy scoredBy,
        RecordPosition source) {
    /**
     * Which event it was.
     *
     * @param eventTimeMs milliseconds since the epoch
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Event(
            String entity,
            @JsonProperty("event_id") String eventId,
            @JsonProperty("event_time_ms") long eventTimeMs) {}

    /**
     * What the rule found.
     *
     * @param condition the rule in words, for example {@code score >= 0.9}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Match(double score, double threshold, String condition) {}
}
