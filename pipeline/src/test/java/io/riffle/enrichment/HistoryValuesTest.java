package io.riffle.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ProfileField;
import io.riffle.config.event.FeatureAbout;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HistoryValuesTest {
    private static final List<ProfileField> FIELDS =
            List.of(field("amount_1h_sum", Duration.ofHours(1), 1), field("amount_1d_mean", Duration.ofDays(1), 3));
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
            new Feature("amount_1h_sum", FeatureType.NUMBER, FeatureSource.HISTORY),
            new Feature("amount_1d_mean", FeatureType.NUMBER, FeatureSource.HISTORY)));

    private final HistoryValues values = new HistoryValues(FIELDS, SCHEMA);
    private final EventFrame frame = new EventFrame(SCHEMA, 8);

    HistoryValuesTest() {
        frame.clear(8);
    }

    /** The second of card a came late, the third is at the same time as the first. */
    @Test
    void of_takesTheLatestEventOfEachEntity() {
        add("a", 20, 1, 0.1);
        add("b", 5, 7, 1e300);
        add("a", 10, 2, 0.2);
        add("a", 20, 3, 1.0 / 3);
        assertThat(values.of(frame))
                .containsExactly(
                        update("a", Map.of("amount_1h_sum", "3", "amount_1d_mean:v3", "0.3333333333333333"), 20),
                        update("b", Map.of("amount_1h_sum", "7", "amount_1d_mean:v3", "1.0E300"), 5));
    }

    /** Else the mean of yesterday would stand there with the time of whoever wrote last. */
    @Test
    void of_takesAwayWhatHasNoValue() {
        add("a", 20, 0, Double.NaN);
        assertThat(values.of(frame))
                .containsExactly(new ProfileUpdate(
                        "a", Map.of("amount_1h_sum", "0"), List.of("amount_1d_mean:v3"), 20, Duration.ofDays(1)));
    }

    @Test
    void of_leavesOut_whatHappenedBefore1970() {
        add("a", -1, 1, 1);
        assertThat(values.of(frame)).isEmpty();
    }

    /** Who reads it takes the newest: an event a year ahead would hold its place for that year. */
    @Test
    void of_takesWhenItWasWritten_whenAnEventIsDatedFarAhead() {
        add("a", Duration.ofDays(365).toMillis(), 1, 1, 1_000);
        add("a", 2_000, 2, 2, 2_000);
        assertThat(values.of(frame))
                .containsExactly(update("a", Map.of("amount_1h_sum", "2", "amount_1d_mean:v3", "2"), 2_000));
    }

    private void add(String entity, long time, double sum, double mean) {
        add(entity, time, sum, mean, 0);
    }

    private void add(String entity, long time, double sum, double mean, long written) {
        int row = frame.size();
        frame.add(
                FrameRow.of(new SourcePosition("t", 0, row), written, null, new byte[0], new RecordHeaders()),
                "e" + row,
                entity,
                time);
        frame.features().number(1, row, sum);
        frame.features().number(2, row, mean);
    }

    private static ProfileUpdate update(String entity, Map<String, String> values, long time) {
        return new ProfileUpdate(entity, values, List.of(), time, Duration.ofDays(1));
    }

    private static ProfileField field(String name, Duration ttl, int version) {
        return new ProfileField(
                name,
                FeatureType.NUMBER,
                Optional.empty(),
                Optional.empty(),
                Optional.of(ttl),
                FeatureAbout.ofVersion(version));
    }
}
