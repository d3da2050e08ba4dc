package io.riffle.feature.fit;

import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.StepSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every numeric case of the reference, learned from its fit rows and applied to all of its rows. */
class NumericLearningReferenceTest {
    private static final String FILE = "reference/transforms_numeric.json";
    private static final double TOLERANCE = 1e-9;

    /** 15 cases of 12 + 5 rows and 7 of 40 + 12: no row of the file is left out. */
    @Test
    void learnedSteps_equalScikitLearn_inEveryRowOfEveryCase() {
        int cases = 0;
        int rows = 0;
        for (JsonNode fitted : ReferenceData.json(FILE).get("cases")) {
            FeatureTable fit = numbers(fitted.get("fit"));
            ColumnSpec[] columns = columns(fitted);
            if (!fitted.get("name").asText().matches("Normalizer|Binarizer")) {
                columns = LearnedColumns.learn(fit, fitted.get("fit").size(), columns);
            }
            rows += compare(fitted.get("fit"), fitted.get("expected_on_fit"), columns);
            rows += compare(fitted.get("apply"), fitted.get("expected"), columns);
            cases++;
        }
        assertThat(cases).as("cases").isEqualTo(22);
        assertThat(rows).as("rows").isEqualTo(15 * (12 + 5) + 7 * (40 + 12));
    }

    /** Partial fits: mean, variance and scale after each portion, and the portions merged. */
    @Test
    void numberCounts_equalRunningScaler_afterEachPortion() {
        NumberCounts[] running = new NumberCounts[6];
        Arrays.setAll(running, i -> new NumberCounts());
        int compared = 0;
        for (JsonNode portion : ReferenceData.json(FILE).get("running_standard_scaler")) {
            for (int column = 0; column < running.length; column++) {
                NumberCounts added = new NumberCounts();
                for (JsonNode row : portion.get("added")) {
                    added.add(row.get(column).asDouble());
                }
                running[column].merge(added);
                SortedNumbers sorted = running[column].sorted();
                assertThat(sorted.total()).isEqualTo(portion.get("n").asLong());
                near(sorted.mean(), portion.get("mean").get(column).asDouble());
                near(sorted.variance(), portion.get("var_pop").get(column).asDouble());
                near(scale(running[column]), portion.get("scale").get(column).asDouble());
                compared++;
            }
        }
        assertThat(compared).as("compared states").isEqualTo(3 * 6);
    }

    private static double scale(NumberCounts counts) {
        FeatureSchema schema = new FeatureSchema(List.of(number("x")));
        List<Object[]> rows = new ArrayList<>();
        counts.forEach((value, times) -> {
            for (int i = 0; i < times; i++) {
                rows.add(new Object[] {value});
            }
        });
        FeatureTable table = table(schema, rows.toArray(Object[][]::new));
        ColumnSpec learned = LearnedColumns.learn(table, rows.size(), column("x", step("standard-scale")))[0];
        return (Double) learned.steps().get(0).parameters().get("scale");
    }

    private static ColumnSpec[] columns(JsonNode fitted) {
        int width = fitted.get("fit").get(0).size();
        if (fitted.get("name").asText().equals("Normalizer")) {
            List<ColumnSpec> parts =
                    IntStream.range(0, width).mapToObj(i -> column("x" + i)).toList();
            String norm = fitted.get("params").get("norm").asText();
            return new ColumnSpec[] {ColumnSpec.joined(parts, List.of(step("normalize", Map.of("norm", norm))))};
        }
        return IntStream.range(0, width)
                .mapToObj(i -> column("x" + i, stepOf(fitted, i)))
                .toArray(ColumnSpec[]::new);
    }

    private static StepSpec stepOf(JsonNode fitted, int column) {
        JsonNode given = fitted.path("params");
        Map<String, Object> parameters = new HashMap<>();
        return switch (fitted.get("name").asText()) {
            case "StandardScaler" -> {
                parameters.put("with-mean", given.path("with_mean").asBoolean(true));
                parameters.put("with-std", given.path("with_std").asBoolean(true));
                yield declared("standard-scale", parameters);
            }
            case "MinMaxScaler" -> {
                parameters.put("low", given.get("feature_range").get(0).asDouble());
                parameters.put("high", given.get("feature_range").get(1).asDouble());
                parameters.put("clip", given.get("clip").asBoolean());
                yield declared("min-max", parameters);
            }
            case "MaxAbsScaler" -> declared("max-abs", Map.of());
            case "RobustScaler" -> {
                parameters.put("low", given.get("quantile_range").get(0).asDouble());
                parameters.put("high", given.get("quantile_range").get(1).asDouble());
                yield declared("robust-scale", parameters);
            }
            case "Binarizer" ->
                declared("binarize", Map.of("threshold", given.get("threshold").asDouble()));
            case "KBinsDiscretizer" -> {
                JsonNode bins = given.get("n_bins");
                parameters.put("bins", bins.isArray() ? bins.get(column).asLong() : bins.asLong());
                parameters.put("strategy", given.get("strategy").asText());
                parameters.put("one-hot", given.get("encode").asText().startsWith("onehot"));
                yield declared("bucketize", parameters);
            }
            case "SimpleImputer" ->
                declared(
                        "impute",
                        Map.of("strategy", given.get("strategy").asText().replace('_', '-')));
            default -> throw new AssertionError("a case must be known: " + fitted.get("name"));
        };
    }

    private static StepSpec declared(String name, Map<String, Object> parameters) {
        return new StepSpec(name, parameters);
    }

    private static int compare(JsonNode input, JsonNode expected, ColumnSpec... columns) {
        return LearnedColumns.compare(numbers(input), input.size(), expected, TOLERANCE, columns);
    }

    private static FeatureTable numbers(JsonNode input) {
        FeatureSchema schema = new FeatureSchema(IntStream.range(0, input.get(0).size())
                .mapToObj(i -> number("x" + i))
                .toList());
        Object[][] rows = new Object[input.size()][];
        Arrays.setAll(
                rows,
                row -> Arrays.stream(ReferenceData.numbers(input.get(row)))
                        .boxed()
                        .toArray());
        return table(schema, rows);
    }

    private static void near(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
    }
}
