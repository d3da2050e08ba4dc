package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows that one model version scored in a window differ from those of its training, as in the drift topic.
 *
 * @param scale {@code window}, or {@code sliding} for the longer one
 * @param fromMs start of the window, milliseconds since the epoch
 * @param toMs its end, exclusive
 * @param revision more than 1 where late partitions changed an earlier report of the same window
 * @param rows rows in it
 * @param lateRows rows that came after their window was closed, in no bin
 * @param threshold the probability below which a feature counts as changed
 * @param judged false where there were too few rows for an alarm
 * @param drifted how many features changed
 * @param reference what the rows are compared with: {@link #OF_MODEL}, {@link #LEARNING}, or {@code window FROM/TO} where it
 *     was learned from a window; absent in reports of older versions, which knew only the model's
 * @param features worst first; none while the reference is learned
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftReport(
        @JsonProperty("model_name") String modelName,
        @JsonProperty("model_version") String modelVersion,
        String variant,
        String scale,
        @JsonProperty("from_ms") long fromMs,
        @JsonProperty("to_ms") long toMs,
        int revision,
        int partitions,
        long rows,
        @JsonProperty("late_rows") long lateRows,
        double threshold,
        boolean judged,
        int drifted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reference,
        List<Feature> features) {
    /** The reference profile of the model's folder. */
    public static final String OF_MODEL = "model";

    /** This window has nothing to be compared with; a later one may be compared with it. */
    public static final String LEARNING = "learning";

    public DriftReport {
        features = List.copyOf(features);
    }

    /**
     * One feature.
     *
     * @param kind {@code number}, {@code category}, {@code score} or {@code label} (the predicted one)
     * @param severity {@code none}, {@code low}, {@code medium} or {@code high}
     * @param probability of a difference like this where nothing changed
     * @param effect share of rows that would have to move
     * @param psi population stability index over {@code bins}, floor 1e-4
     * @param jensenShannon divergence over {@code bins} in nats
     * @param kolmogorovSmirnov statistic over all bins; absent for categories
     * @param wasserstein first distance over all bins, in the feature's unit; absent for categories
     * @param unknownShare share of values that training did not have; absent for numbers
     * @param bins about ten, in order
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Feature(
            String feature,
            String kind,
            Severity severity,
            double probability,
            double effect,
            double psi,
            @JsonProperty("jensen_shannon") double jensenShannon,
            double hellinger,
            @JsonProperty("ks") @Nullable Double kolmogorovSmirnov,
            @Nullable Double wasserstein,
            @JsonProperty("missing_share") double missingShare,
            @JsonProperty("reference_missing_share") double referenceMissingShare,
            @JsonProperty("unknown_share") @Nullable Double unknownShare,
            @Nullable Double mean,
            @JsonProperty("reference_mean") @Nullable Double referenceMean,
            @Nullable Double deviation,
            @Nullable Double smallest,
            @Nullable Double median,
            @Nullable Double largest,
            List<Bin> bins) {
        public Feature {
            bins = List.copyOf(bins);
        }
    }

    /** Shares of one bin; {@code label} is its range or its category. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Bin(String label, double reference, double current) {}
}
