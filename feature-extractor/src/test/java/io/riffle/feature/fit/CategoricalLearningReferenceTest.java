package io.riffle.feature.fit;

import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static io.riffle.feature.Tensors.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.StepSpec;
import io.riffle.feature.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every case of the categorical reference, learned from its fit rows. */
class CategoricalLearningReferenceTest {
    private static final String FILE = "reference/transforms_categorical.json";

    @Test
    void oneHot_equalsScikitLearn_inEveryRow() {
        int rows = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "OneHotEncoder")) {
            JsonNode given = fitted.get("params");
            Map<String, Object> parameters = new HashMap<>();
            if (given.has("drop")) {
                parameters.put("drop", given.get("drop").asText().replace('_', '-'));
            }
            if (given.has("min_frequency")) {
                parameters.put("min-frequency", given.get("min_frequency").asLong());
                parameters.put("unknown", "infrequent");
            }
            rows += compare(fitted, new StepSpec("one-hot", parameters));
        }
        assertThat(rows).as("rows").isEqualTo(4 * 5);
    }

    @Test
    void ordinal_equalsOrdinalEncoder_inEveryRow() {
        JsonNode fitted = ReferenceData.cases(FILE, "OrdinalEncoder").get(0);
        int unknown = fitted.get("params").get("unknown_value").asInt();
        assertThat(compare(fitted, step("ordinal", Map.of("unknown", unknown))))
                .as("rows")
                .isEqualTo(5);
    }

    /** Texts sort by code point: an emoji comes behind U+FFEE. */
    @Test
    void ordinal_equalsLabelEncoder_forTextsAndNumbers() {
        List<JsonNode> cases = ReferenceData.cases(FILE, "LabelEncoder");
        int rows = 0;
        for (JsonNode fitted : cases) {
            boolean text = fitted.get("fit").get(0).isTextual();
            FeatureSchema schema = new FeatureSchema(List.of(text ? category("x") : number("x")));
            Object[][] values = new Object[fitted.get("fit").size()][];
            Arrays.setAll(values, i -> new Object[] {
                text
                        ? fitted.get("fit").get(i).asText()
                        : fitted.get("fit").get(i).asDouble()
            });
            FeatureTable table = table(schema, values);
            ColumnSpec[] learned = LearnedColumns.learn(table, values.length, column("x", step("ordinal")));
            double[][] actual = Tensors.doubles(table, values.length, learned);
            for (int row = 0; row < values.length; row++) {
                assertThat(actual[row][0])
                        .as("row %d", row)
                        .isEqualTo(fitted.get("expected").get(row).asDouble());
                rows++;
            }
        }
        assertThat(rows).as("rows").isEqualTo(15 + 9);
    }

    @Test
    void oneHot_equalsLabelBinarizer_inEveryRow() {
        JsonNode fitted = ReferenceData.cases(FILE, "LabelBinarizer").get(0);
        FeatureSchema schema = new FeatureSchema(List.of(category("x")));
        FeatureTable fit = table(schema, single(fitted.get("fit")));
        ColumnSpec[] learned = LearnedColumns.learn(fit, 3, column("x", step("one-hot")));
        FeatureTable apply = table(schema, single(fitted.get("apply")));
        assertThat(LearnedColumns.compare(apply, 4, fitted.get("expected"), 0, learned))
                .isEqualTo(4);
    }

    private static Object[][] single(JsonNode texts) {
        return ReferenceData.texts(texts).stream()
                .map(text -> new Object[] {text})
                .toArray(Object[][]::new);
    }

    private static int compare(JsonNode fitted, StepSpec step) {
        FeatureSchema schema = new FeatureSchema(List.of(category("x0"), category("x1")));
        FeatureTable fit = table(schema, rows(fitted.get("fit")));
        ColumnSpec[] learned = LearnedColumns.learn(
                fit,
                fitted.get("fit").size(),
                IntStream.range(0, 2).mapToObj(i -> column("x" + i, step)).toArray(ColumnSpec[]::new));
        FeatureTable apply = table(schema, rows(fitted.get("apply")));
        return LearnedColumns.compare(apply, fitted.get("apply").size(), fitted.get("expected"), 0, learned);
    }

    private static Object[][] rows(JsonNode input) {
        Object[][] rows = new Object[input.size()][];
        Arrays.setAll(rows, row -> ReferenceData.texts(input.get(row)).toArray());
        return rows;
    }
}
