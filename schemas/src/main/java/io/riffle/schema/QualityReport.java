package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the data of a window was like, as in the quality topic. Shares are from 0 to 1.
 *
 * @param reasons dead letters by reason
 * @param fields all declared fields, in order
 * @param volume absent in the first window
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QualityReport(
        String pipeline,
        @JsonUnwrapped Window window,
        @JsonUnwrapped Events events,
        @JsonUnwrapped Verdict verdict,
        Map<String, Long> reasons,
        List<Field> fields,
        Freshness freshness,
        @Nullable Volume volume)
        implements WindowReport {
    public QualityReport {
        reasons = Map.copyOf(reasons);
        fields = List.copyOf(fields);
    }

    /**
     * Which events.
     *
     * @param fromMs start of the window, milliseconds since the epoch
     * @param toMs its end, exclusive
     * @param revision more than 1 where late partitions changed an earlier report of the same window
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Window(
            @JsonProperty("from_ms") long fromMs,
            @JsonProperty("to_ms") long toMs,
            int revision,
            int partitions) {}

    /**
     * How many.
     *
     * @param rows events that arrived: scored and dead letters
     * @param deadLetters those of them that are dead letters
     * @param lateRows those of them whose own window was closed already; they are counted here
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Events(
            long rows,
            @JsonProperty("dead_letters") long deadLetters,
            long duplicates,
            @JsonProperty("late_rows") long lateRows) {}

    /**
     * Whether they are as expected.
     *
     * @param threshold the probability below which a share counts as above its expectation
     * @param judged false if there were too few rows for an alarm about shares
     * @param failed how many checks failed
     * @param checks what is expected, worst first
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Verdict(double threshold, boolean judged, int failed, List<Check> checks) {
        public Verdict {
            checks = List.copyOf(checks);
        }
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
        return events.rows();
    }

    public long deadLetters() {
        return events.deadLetters();
    }

    public long duplicates() {
        return events.duplicates();
    }

    public long lateRows() {
        return events.lateRows();
    }

    public double threshold() {
        return verdict.threshold();
    }

    public boolean judged() {
        return verdict.judged();
    }

    public int failed() {
        return verdict.failed();
    }

    public List<Check> checks() {
        return verdict.checks();
    }

    /**
     * One expectation.
     *
     * @param check {@code rejected}, {@code duplicates}, {@code freshness}, {@code reason.<reason>} or {@code <field>.<fault>}
     * @param count events that fail it
     * @param of events that could
     * @param probability of so many or more where the expectation holds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Check(
            String check, Severity severity, long count, long of, double share, double expected, double probability) {}

    /**
     * One field.
     *
     * @param rows events of which the field was looked at: scored ones, and dead letters that it is to blame for
     * @param complete share of them that have the field
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Field(
            String field,
            long rows,
            double complete,
            long missing,
            @JsonProperty("wrong_type") long wrongType,
            @JsonProperty("out_of_range") long outOfRange,
            long outlier,
            @JsonProperty("unknown_category") long unknownCategory) {}

    /**
     * How old events were when they arrived: the record's timestamp less the event time.
     *
     * @param p50Ms to a factor of two, like the other percentile; absent if nothing was scored
     * @param late events older than the expectation allows; absent if there is none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Freshness(
            @JsonProperty("mean_ms") @Nullable Double meanMs,
            @JsonProperty("p50_ms") @Nullable Double p50Ms,
            @JsonProperty("p95_ms") @Nullable Double p95Ms,
            @JsonProperty("max_ms") @Nullable Long maxMs,
            @Nullable Long late) {
        /** Of a window in which nothing was scored. */
        public static Freshness ofNothing(@Nullable Long late) {
            return new Freshness(null, null, null, null, late);
        }
    }

    /**
     * How many events the window before this one had: it is judged one window later, when slow partitions have caught up.
     *
     * @param days how many days tell what is usual at that time of day
     * @param usual absent if no day does
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Volume(
            @JsonProperty("from_ms") long fromMs,
            long rows,
            int days,
            @Nullable Double usual,
            @Nullable Double probability,
            Severity severity) {}
}
