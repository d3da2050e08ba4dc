package io.riffle.feature;

import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numeric steps with fitted parameters against what scikit-learn made of the same rows. */
class NumericTransformsReferenceTest {
    private static final String FILE = "reference/transforms_numeric.json";
    private static final double RELATIVE_TOLERANCE = 1e-9;

    @Test
    void standardScale_equalsScikitLearn_whenFittedValuesAreGiven() {
        int compared = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "StandardScaler")) {
            boolean withMean = fitted.get("params").path("with_mean").asBoolean(true);
            compared += compare(
                    fitted, i -> scale(withMean ? value(fitted, "mean", i, 0) : 0, value(fitted, "scale", i, 1)));
        }
        assertThat(compared).as("compared rows").isEqualTo(4 * (12 + 5));
    }

    @Test
    void minMax_equalsScikitLearn_whenFittedValuesAreGiven() {
        int compared = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "MinMaxScaler")) {
            JsonNode parameters = fitted.get("params");
            compared += compare(
                    fitted,
                    i -> step(
                            "min-max",
                            Map.of(
                                    "min", value(fitted, "data_min", i, 0),
                                    "max", value(fitted, "data_max", i, 0),
                                    "low",
                                            parameters
                                                    .get("feature_range")
                                                    .get(0)
                                                    .asDouble(),
                                    "high",
                                            parameters
                                                    .get("feature_range")
                                                    .get(1)
                                                    .asDouble(),
                                    "clip", parameters.get("clip").asBoolean())));
        }
        assertThat(compared).as("compared rows").isEqualTo(2 * (12 + 5));
    }

    /** MaxAbs and Robust scaling are standard scaling with other parameters. */
    @Test
    void standardScale_coversMaxAbsAndRobustScaling_whenTheirParametersAreGiven() {
        JsonNode maxAbs = ReferenceData.cases(FILE, "MaxAbsScaler").get(0);
        JsonNode robust = ReferenceData.cases(FILE, "RobustScaler").get(0);
        int compared = compare(maxAbs, i -> scale(0, value(maxAbs, "scale", i, 1)))
                + compare(robust, i -> scale(value(robust, "center", i, 0), value(robust, "scale", i, 1)));
        assertThat(compared).as("compared rows").isEqualTo(2 * (12 + 5));
    }

    /** A binarizer's rule is {@code value > threshold}, a bin's {@code value >= edge}: the edge is the next double. */
    @Test
    void bucketize_coversBinarizer_whenTheEdgeIsTheNextNumber() {
        JsonNode fitted = ReferenceData.cases(FILE, "Binarizer").get(0);
        double edge = Math.nextUp(fitted.get("params").get("threshold").asDouble());
        assertThat(compare(fitted, i -> step("bucketize", Map.of("edges", List.of(edge)))))
                .as("compared rows")
                .isEqualTo(12 + 5);
    }

    @Test
    void bucketize_equalsBinsOfScikitLearn_whenOrdinalOrOneHot() {
        int compared = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "KBinsDiscretizer")) {
            boolean oneHot = fitted.get("params").get("encode").asText().startsWith("onehot");
            compared += compare(
                    fitted,
                    i -> step(
                            "bucketize",
                            Map.of("edges", innerEdges(fitted.get("bin_edges").get(i)), "one-hot", oneHot)));
        }
        assertThat(compared).as("compared rows").isEqualTo(7 * (40 + 12));
    }

    @Test
    void impute_equalsScikitLearn_whenStatisticsAreGiven() {
        int compared = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "SimpleImputer")) {
            compared += compare(fitted, i -> step("impute", Map.of("value", value(fitted, "statistics", i, 0))));
        }
        assertThat(compared).as("compared rows").isEqualTo(3 * (12 + 5));
    }

    private static StepSpec scale(double mean, double scale) {
        return step("standard-scale", Map.of("mean", mean, "scale", scale));
    }

    private static double value(JsonNode fitted, String name, int column, double absent) {
        JsonNode values = fitted.get(name);
        return values == null || values.isNull() ? absent : values.get(column).asDouble();
    }

    private static List<Object> innerEdges(JsonNode edges) {
        double[] all = ReferenceData.numbers(edges);
        return Arrays.stream(all, 1, all.length - 1)
                .<Object>mapToObj(edge -> edge)
                .toList();
    }

    /** Returns how many rows were compared. */
    private static int compare(JsonNode fitted, IntFunction<StepSpec> step) {
        return compare(fitted.get("fit"), fitted.get("expected_on_fit"), step)
                + compare(fitted.get("apply"), fitted.get("expected"), step);
    }

    private static int compare(JsonNode input, JsonNode expected, IntFunction<StepSpec> step) {
        int columns = input.get(0).size();
        FeatureSchema schema = new FeatureSchema(
                IntStream.range(0, columns).mapToObj(i -> number("x" + i)).toList());
        Object[][] rows = new Object[input.size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] =
                    Arrays.stream(ReferenceData.numbers(input.get(row))).boxed().toArray();
        }
        ColumnSpec[] specs = IntStream.range(0, columns)
                .mapToObj(i -> column("x" + i, step.apply(i)))
                .toArray(ColumnSpec[]::new);
        double[][] actual = Tensors.doubles(Tensors.table(schema, rows), rows.length, specs);
        assertThat(expected).hasSize(rows.length);
        for (int row = 0; row < rows.length; row++) {
            double[] wanted = ReferenceData.numbers(expected.get(row));
            assertThat(actual[row]).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.length; i++) {
                if (Double.isNaN(wanted[i])) {
                    assertThat(actual[row][i]).as("row %d value %d", row, i).isNaN();
                } else {
                    double tolerance = RELATIVE_TOLERANCE * Math.max(1, Math.abs(wanted[i]));
                    assertThat(actual[row][i]).as("row %d value %d", row, i).isCloseTo(wanted[i], within(tolerance));
                }
            }
        }
        return rows.length;
    }
}
