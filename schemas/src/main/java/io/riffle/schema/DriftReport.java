package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the rows that one model version scored in a window differ from those of its training, as in the drift topic.
 *
 * @param threshold the probability below which a feature counts as changed
 * @param judged false if there were too few rows for an alarm
 * @param drifted how many features changed
 * @param reference what the rows are compared with: {@link #OF_MODEL}, {@link #LEARNING}, or {@code window FROM/TO} where it
 *     was learned from a window; absent in reports of older versions, which knew only the model's
 * @param features worst first; none while the reference is learned
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftReport(
        @JsonUnwrapped ScoredBy scoredBy,
        @JsonUnwrapped Window window,
        double threshold,
        boolean judged,
        int drifted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reference,
        List<Feature> features)
        implements WindowReport {
    /** The reference profile of the model's folder. */
    public static final String OF_MODEL = "model";

    /** This window has nothing to be compared with; a later one may be compared with it. */
    public static final String LEARNING = "learning";

    public DriftReport {
        features = List.copyOf(features);
    }

    /**
     * Which rows.
     *
     * @param scale {@code window}, or {@code sliding} for the longer one
     * @param fromMs start of the window, milliseconds since the epoch
     * @param toMs its end, exclusive
     * @param revision more than 1 where late partitions changed an earlier report of the same window
     * @param rows rows in it
     * @param lateRows rows that came after their window was closed, in no bin
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Window(
            String scale,
            @JsonProperty("from_ms") long fromMs,
            @JsonProperty("to_ms") long toMs,
            int revision,
            int partitions,
            long rows,
            @JsonProperty("late_rows") long lateRows) {}

    public String modelName() {
        return scoredBy.modelName();
    }

    public String modelVersion() {
        return scoredBy.modelVersion();
    }

    public String variant() {
        return scoredBy.variant();
    }

    public String scale() {
        return window.scale();
    }

    @Override
    public long fromMs() {
        return window.fromMs();
    }

    @Override
    public long toMs() {
        return window.toMs();
    }

    @Override
    public int revision() {
        return window.revision();
    }

    public int partitions() {
        return window.partitions();
    }

    public long rows() {
        return window.rows();
    }

    public long lateRows() {
        return window.lateRows();
    }

    /**
     * One feature.
     *
     * @param kind {@code number}, {@code category}, {@code score} or {@code label} (the predicted one)
     * @param probability of a difference like this if nothing changed
     * @param effect share of rows that would have to move
     * @param statistics members of their own in JSON, as {@code drift-report.schema.json} lists them; what is not defined for
     *     the feature is absent
     * @param bins about ten, in order
     */
    @JsonPropertyOrder({"feature", "kind", "severity", "probability", "effect", "statistics", "bins"})
    public record Feature(
            String feature,
            String kind,
            Severity severity,
            double probability,
            double effect,
            @JsonAnyGetter Map<String, Double> statistics,
            List<Bin> bins) {
        /** Population stability index over {@link #bins}, floor 1e-4. */
        public static final String PSI = "psi";

        /** Divergence over {@link #bins} in nats. */
        public static final String JENSEN_SHANNON = "jensen_shannon";

        /** Share of the numbers beyond the least and the greatest of the reference. */
        public static final String OUTSIDE_SHARE = "outside_share";

        public static final String MISSING_SHARE = "missing_share";
        public static final String MEAN = "mean";
        public static final String REFERENCE_MEAN = "reference_mean";

        /** How many independent rows the window's are worth. */
        public static final String EFFECTIVE_ROWS = "effective_rows";

        public Feature {
            statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
            bins = List.copyOf(bins);
        }

        /** All numbers without a component are statistics; Jackson would hand them to a parameter in reverse order. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Feature read(ObjectNode json) {
            Map<String, Double> statistics = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member : json.properties()) {
                if (member.getValue().isNumber()) {
                    statistics.put(member.getKey(), member.getValue().doubleValue());
                }
            }
            double probability = taken(statistics, "probability");
            double effect = taken(statistics, "effect");
            List<Bin> bins = new ArrayList<>();
            json.path("bins").forEach(bin -> bins.add(Bin.read(bin)));
            return new Feature(
                    json.path("feature").asText(),
                    json.path("kind").asText(),
                    Severity.of(json.path("severity").asText()),
                    probability,
                    effect,
                    statistics,
                    bins);
        }

        private static double taken(Map<String, Double> numbers, String name) {
            Double value = numbers.remove(name);
            return value == null ? 0 : value;
        }

        /** Null if it is not defined for this feature. */
        public @Nullable Double statistic(String name) {
            return statistics.get(name);
        }
    }

    /** Shares of one bin; {@code label} is its range or its category. */
    public record Bin(String label, double reference, double current) {
        private static Bin read(JsonNode json) {
            return new Bin(
                    json.path("label").asText(),
                    json.path("reference").asDouble(),
                    json.path("current").asDouble());
        }
    }
}
