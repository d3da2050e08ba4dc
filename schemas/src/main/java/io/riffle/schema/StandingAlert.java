package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * An alert with a life, in the alerts topic beside the {@link Alert}s of single scores. The record's key is
 * {@code <rule>:<subject>}, so that a compacted topic keeps the state of each.
 *
 * @param status {@code raised}, {@code updated} (its severity changed) or {@code resolved}
 * @param finding with the present severity, or the last one if it is resolved
 * @param windows in how many windows it has fired
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StandingAlert(
        String id,
        String pipeline,
        @JsonUnwrapped AlertName name,
        String status,
        @JsonUnwrapped Finding finding,
        @JsonUnwrapped Times times,
        int windows) {
    /**
     * When; milliseconds since the epoch.
     *
     * @param sinceMs start of the window in which it began
     * @param fromMs start of the window that this is about
     * @param toMs its end, exclusive
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Times(
            @JsonProperty("since_ms") long sinceMs,
            @JsonProperty("from_ms") long fromMs,
            @JsonProperty("to_ms") long toMs,
            @JsonProperty("at_ms") long atMs) {}

    public String rule() {
        return name.rule();
    }

    public String subject() {
        return name.subject().text();
    }

    public Severity severity() {
        return finding.severity();
    }

    public double value() {
        return finding.value();
    }

    public double threshold() {
        return finding.threshold();
    }

    public String text() {
        return finding.text();
    }

    public long sinceMs() {
        return times.sinceMs();
    }

    public long fromMs() {
        return times.fromMs();
    }

    public long toMs() {
        return times.toMs();
    }

    public long atMs() {
        return times.atMs();
    }
}
