package io.riffle.feature.transform;

import static io.riffle.feature.Tensors.apply;
import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.doubles;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.table;
import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.StepSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each step makes of missing, infinite, unknown and boundary values; ordinary ones have reference tests. */
class TransformBehaviourTest {
    private static final StepSpec SCALE = step("standard-scale", Map.of("mean", 3, "scale", 2));
    private static final StepSpec RANGE = step("min-max", Map.of("min", 10, "max", 20));
    private static final StepSpec CLIPPED = step("min-max", Map.of("min", 10, "max", 20, "clip", true));
    private static final StepSpec BINS = step("bucketize", Map.of("edges", List.of(0, 1.5)));
    private static final StepSpec BIN_VALUES = step("bucketize", Map.of("edges", List.of(0, 1.5), "one-hot", true));
    private static final StepSpec ONE_HOT = step("one-hot", Map.of("categories", List.of("fuel", "grocery")));
    private static final StepSpec ORDINAL = step("ordinal", Map.of("categories", List.of("low", "high"), "unknown", 9));

    @Test
    void standardScale_keepsMissingAndInfinite_whenScaling() {
        assertThat(apply(SCALE, 4)).containsExactly(0.5);
        assertThat(apply(SCALE, NaN)).containsExactly(NaN);
        assertThat(apply(SCALE, NEGATIVE_INFINITY)).containsExactly(NEGATIVE_INFINITY);
    }

    @Test
    void minMax_goesOnOutsideTheRange_whenNotClipped() {
        assertThat(apply(RANGE, 25)).containsExactly(1.5);
        assertThat(apply(RANGE, POSITIVE_INFINITY)).containsExactly(POSITIVE_INFINITY);
        assertThat(apply(RANGE, NaN)).containsExactly(NaN);
    }

    @Test
    void minMax_stopsAtTheEnds_whenClipped() {
        assertThat(apply(CLIPPED, 25)).containsExactly(1);
        assertThat(apply(CLIPPED, NEGATIVE_INFINITY)).containsExactly(0);
        assertThat(apply(CLIPPED, 15)).containsExactly(0.5);
        assertThat(apply(CLIPPED, NaN)).containsExactly(NaN);
    }

    @Test
    void logOnePlus_hasNoAnswer_whenBelowMinusOne() {
        assertThat(apply(step("log1p"), Math.E - 1)[0]).isCloseTo(1, within(1e-15));
        assertThat(apply(step("log1p"), 1e-20)).containsExactly(1e-20);
        assertThat(apply(step("log1p"), -1)).containsExactly(NEGATIVE_INFINITY);
        assertThat(apply(step("log1p"), -1.5)).containsExactly(NaN);
        assertThat(apply(step("log1p"), NaN)).containsExactly(NaN);
        assertThat(apply(step("log1p"), POSITIVE_INFINITY)).containsExactly(POSITIVE_INFINITY);
    }

    @Test
    void bucketize_putsInfinityIntoOuterBins_whenOrdinal() {
        assertThat(apply(BINS, NEGATIVE_INFINITY)).containsExactly(0);
        assertThat(apply(BINS, -0.0)).containsExactly(1);
        assertThat(apply(BINS, Math.nextDown(1.5))).containsExactly(1);
        assertThat(apply(BINS, 1.5)).containsExactly(2);
        assertThat(apply(BINS, POSITIVE_INFINITY)).containsExactly(2);
        assertThat(apply(BINS, NaN)).containsExactly(NaN);
    }

    @Test
    void bucketize_givesZeros_whenOneHotAndMissing() {
        assertThat(apply(BIN_VALUES, 1)).containsExactly(0, 1, 0);
        assertThat(apply(BIN_VALUES, POSITIVE_INFINITY)).containsExactly(0, 0, 1);
        assertThat(apply(BIN_VALUES, NaN)).containsExactly(0, 0, 0);
    }

    @Test
    void oneHot_givesZeros_whenUnknownOrMissing() {
        assertThat(apply(ONE_HOT, "grocery")).containsExactly(0, 1);
        assertThat(apply(ONE_HOT, "Grocery")).containsExactly(0, 0);
        assertThat(apply(ONE_HOT, null)).containsExactly(0, 0);
    }

    @Test
    void ordinal_tellsUnknownFromMissing_whenBothOccur() {
        assertThat(apply(ORDINAL, "high")).containsExactly(1);
        assertThat(apply(ORDINAL, "middle")).containsExactly(9);
        assertThat(apply(ORDINAL, null)).containsExactly(NaN);
    }

    @Test
    void hash_givesZeros_whenMissing() {
        StepSpec hash = step("hash", Map.of("buckets", 4));
        assertThat(apply(hash, null)).containsExactly(0, 0, 0, 0);
        assertThat(apply(hash, "")).containsExactly(1, 0, 0, 0);
    }

    @Test
    void missingIndicator_isOneOnlyWhereMissing_whenNumberOrText() {
        StepSpec indicator = step("missing-indicator");
        assertThat(apply(indicator, NaN)).containsExactly(1);
        assertThat(apply(indicator, POSITIVE_INFINITY)).containsExactly(0);
        assertThat(apply(indicator, null)).containsExactly(1);
        assertThat(apply(indicator, "")).containsExactly(0);
    }

    @Test
    void impute_replacesMissingOnly_whenNumber() {
        StepSpec impute = step("impute", Map.of("value", 7));
        assertThat(apply(impute, NaN)).containsExactly(7);
        assertThat(apply(impute, NEGATIVE_INFINITY)).containsExactly(NEGATIVE_INFINITY);
    }

    @Test
    void impute_replacesMissingOnly_whenText() {
        FeatureSchema schema = new FeatureSchema(List.of(category("x")));
        StepSpec impute = step("impute", Map.of("value", "fuel"));
        double[][] rows = doubles(
                table(schema, new Object[] {null}, new Object[] {"grocery"}, new Object[] {"coal"}),
                3,
                column("x", impute, ONE_HOT));
        assertThat(rows).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}, {0, 0}});
    }

    /** Berlin's clocks jump from 02:00 to 03:00 on 2024-03-31 and back from 03:00 to 02:00 on 2024-10-27. */
    @ParameterizedTest
    @CsvSource({
        "2024-01-15T00:00:00Z, UTC, 0",
        "2024-01-15T06:00:00Z, UTC, 6",
        "1969-12-31T18:00:00Z, UTC, 18",
        "2024-01-15T23:30:00Z, Europe/Berlin, 0.5",
        "2024-07-15T22:30:00Z, Europe/Berlin, 0.5",
        "2024-03-31T00:59:00Z, Europe/Berlin, 1.98333333333333333",
        "2024-03-31T01:00:00Z, Europe/Berlin, 3",
        "2024-10-27T00:30:00Z, Europe/Berlin, 2.5",
        "2024-10-27T01:30:00Z, Europe/Berlin, 2.5",
        "2024-01-15T05:00:00Z, -08:00, 21"
    })
    void timeOfDay_isTheWallClocksAngle_whenZonesDiffer(String time, String zone, double hours) {
        double[] point = apply(
                step("time-of-day", Map.of("zone", zone)), Instant.parse(time).toEpochMilli());
        assertThat(point).hasSize(2);
        assertThat(point[0]).isCloseTo(Math.sin(hours / 24 * 2 * Math.PI), within(1e-12));
        assertThat(point[1]).isCloseTo(Math.cos(hours / 24 * 2 * Math.PI), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {NaN, POSITIVE_INFINITY, NEGATIVE_INFINITY})
    void timeOfDay_isNotANumber_whenTimeIsMissingOrInfinite(double time) {
        assertThat(apply(step("time-of-day"), time)).containsExactly(NaN, NaN);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, -1e300, 9.2e18})
    void timeOfDay_staysOnTheCircle_whenTimeIsAbsurd(double time) {
        double[] point = apply(step("time-of-day", Map.of("zone", "Europe/Berlin")), time);
        assertThat(point[0] * point[0] + point[1] * point[1]).isCloseTo(1, within(1e-9));
    }

    /** Several numbers at once take another path than one. */
    @Test
    void applyAll_equalsApply_whenAStepHasALoopOfItsOwn() {
        StandardScale scale = new StandardScale(3.3, 0.7);
        double[] values = {1, -2, NaN, POSITIVE_INFINITY, 1e-300, 5};
        double[] all = values.clone();
        scale.applyAll(all, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(all[i]).isEqualTo(Double.valueOf(scale.apply(values[i])));
        }
        assertThat(all[5]).isEqualTo(5);
    }

    @Test
    void steps_workInOrder_whenChained() {
        FeatureSchema schema = new FeatureSchema(List.of(number("x")));
        StepSpec impute = step("impute", Map.of("value", 0));
        double[][] rows = doubles(
                table(schema, new Object[] {NaN}, new Object[] {8}), 2, column("x", impute, step("log1p"), SCALE));
        assertThat(rows).isDeepEqualTo(new double[][] {{-1.5}, {(Math.log1p(8) - 3) / 2}});
    }
}
