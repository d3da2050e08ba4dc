package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An alert with a life, in the alerts topic beside the {@link Alert}s of single scores. The record's key is
 * {@code <rule>:<subject>}, so that a compacted topic keeps the state of each.
 *
 * @param status {@code raised}, {@code updated} (its severity changed) or {@code resolved}
 * @param severity {@code low}, {@code medium} or {@code high}: the present one, or the last one where it is resolved
 * @param sinceMs start of the window in which it began, milliseconds since the epoch
 * @param fromMs start of the window that this is about
 * @param toMs its end, exclusive
 * @param windows in how many windows it has fired
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StandingAlert(
        String id,
        String pipeline,
        String rule,
        String subject,
        String status,
        Severity severity,
        double value,
        double threshold,
        String text,
        @JsonProperty("since_ms") long sinceMs,
        @JsonProperty("from_ms") long fromMs,
        @JsonProperty("to_ms") long toMs,
        @JsonProperty("at_ms") long atMs,
        int windows) {}
