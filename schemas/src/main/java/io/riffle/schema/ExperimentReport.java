package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment's figures so far, as in the experiments topic, keyed by experiment. The first variant is what the others are
 * compared with. Figures that are not defined yet are absent.
 *
 * @param success what is counted: {@code correct} answers or {@code positive} labels
 * @param chiSquare of successes and failures over all variants, one look: not for stopping early
 * @param sampleRatioP of the entities against the weights
 * @param sampleRatioMismatch whether that is below 0.001: assignment or counting is broken, and no figure to be trusted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentReport(
        String experiment,
        @JsonProperty("at_ms") long atMs,
        String success,
        @JsonProperty("chi_square") @Nullable Double chiSquare,
        @JsonProperty("chi_square_p") @Nullable Double chiSquareP,
        @JsonProperty("sample_ratio_p") @Nullable Double sampleRatioP,
        @JsonProperty("sample_ratio_mismatch") boolean sampleRatioMismatch,
        List<VariantReport> variants) {
    public ExperimentReport {
        variants = List.copyOf(variants);
    }

    /**
     * One variant.
     *
     * @param successRate of its outcomes
     * @param comparison with the first variant; null for the first
     * @param decision {@code better}, {@code worse} or {@code undecided} than the first, valid at any look; {@code baseline} for
     *     the first; {@code invalid} while there is a sample-ratio mismatch
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record VariantReport(
            String name,
            int weight,
            @JsonUnwrapped Counts counts,
            @JsonUnwrapped Rate successRate,
            @JsonUnwrapped @Nullable Comparison comparison,
            String decision) {
        public long outcomes() {
            return counts.outcomes();
        }
    }

    /**
     * What a variant did.
     *
     * @param entities distinct entities that it scored
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Counts(long entities, long events, long outcomes, long successes) {}

    /**
     * Successes per outcome.
     *
     * @param value absent without outcomes
     * @param low of its 95 % interval by Wilson
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rate(
            @JsonProperty("rate") @Nullable Double value,
            @JsonProperty("rate_low") double low,
            @JsonProperty("rate_high") double high) {}

    /**
     * A variant beside the first one.
     *
     * @param lift relative difference of the rates
     * @param z two proportions, one look: not for stopping early
     * @param sequentialP the smallest always-valid p value so far
     * @param differenceLow of the 95 % interval of the difference that covers it at all looks together
     * @param detectable smallest difference of rates that these numbers find with 80 % probability at 5 %
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Comparison(
            @Nullable Double lift,
            @Nullable Double z,
            @JsonProperty("z_p") @Nullable Double zP,
            @JsonProperty("sequential_p") @Nullable Double sequentialP,
            @JsonProperty("difference_low") @Nullable Double differenceLow,
            @JsonProperty("difference_high") @Nullable Double differenceHigh,
            @Nullable Double detectable) {}
}
