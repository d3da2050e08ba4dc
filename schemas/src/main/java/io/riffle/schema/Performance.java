package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * How right a version was about the events of one window, as in the performance topic. The same window comes again with a
 * higher revision when more labels arrived or were corrected.
 *
 * @param outcomes events of the window whose truth is known
 * @param metrics by name; a measure that the window does not define (ROC AUC with one class) is absent
 * @param bounds by how much the measure of that name can differ from the exact one, because scores are counted in bins
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Performance(
        @JsonProperty("model_version") String modelVersion,
        String variant,
        @JsonUnwrapped Window window,
        long outcomes,
        Map<String, Double> metrics,
        Map<String, Double> bounds,
        @JsonUnwrapped Verdict verdict) {
    public Performance {
        metrics = Map.copyOf(metrics);
        bounds = Map.copyOf(bounds);
    }

    /**
     * In event time.
     *
     * @param startMs milliseconds since the epoch, inclusive; the end is exclusive
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Window(
            @JsonProperty("window_start_ms") long startMs,
            @JsonProperty("window_end_ms") long endMs,
            long revision) {}

    /**
     * Whether it got worse.
     *
     * @param closed whether the window's labels have had the time that they get before it is judged
     * @param threshold the probability below which a measure counts as changed
     * @param checks of what was known when it was closed, if there were enough outcomes and the manifest has metrics
     * @param levels the same against the level since the last confirmed change; empty before the first
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Verdict(boolean closed, double threshold, List<Check> checks, List<Level> levels) {
        @SuppressWarnings("NullAway") // reports that were written before there were checks, or levels, have none
        public Verdict {
            checks = checks == null ? List.of() : List.copyOf(checks);
            levels = levels == null ? List.of() : List.copyOf(levels);
        }
    }

    /**
     * A measure against the level that it has had since the last confirmed change.
     *
     * @param sinceMs when that level began
     * @param probability of a difference like this if nothing changed again
     * @param change {@code worse} or {@code better} in the window that confirms another change, else {@code same}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Level(
            String measure,
            @JsonProperty("since_ms") long sinceMs,
            double level,
            double value,
            double probability,
            @JsonProperty("worse_by") double worseBy,
            String change) {}

    /**
     * A measure against that of the model's evaluation.
     *
     * @param severity {@code none}, {@code low}, {@code medium} or {@code high}
     * @param baseline as the manifest says
     * @param value of the window when it was closed
     * @param probability of a difference like this if nothing changed
     * @param worseBy the difference, of a loss without an upper end a fifth of the relative one; negative if it is better
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Check(
            String measure,
            Severity severity,
            double baseline,
            double value,
            double probability,
            @JsonProperty("worse_by") double worseBy) {}
}
