package io.riffle.feature;

import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Category steps against what scikit-learn made of the same rows. */
class CategoricalTransformsReferenceTest {
    private static final String FILE = "reference/transforms_categorical.json";
    private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(category("x0"), category("x1")));

    @Test
    void oneHot_equalsScikitLearn_whenUnknownCategoriesAreIgnored() {
        int compared = 0;
        for (JsonNode fitted : ReferenceData.cases(FILE, "OneHotEncoder")) {
            JsonNode parameters = fitted.get("params");
            if (parameters.get("handle_unknown").asText().equals("ignore")) {
                boolean withoutFirst = parameters.path("drop").asText().equals("first");
                compared += compare(
                        fitted,
                        categories -> step(
                                "one-hot",
                                Map.of(
                                        "categories",
                                        withoutFirst ? categories.subList(1, categories.size()) : categories)));
            }
        }
        assertThat(compared).as("compared rows").isEqualTo(3 * 5);
    }

    @Test
    void ordinal_equalsScikitLearn_whenUnknownIsMinusOne() {
        JsonNode fitted = ReferenceData.cases(FILE, "OrdinalEncoder").get(0);
        int unknown = fitted.get("params").get("unknown_value").asInt();
        int compared =
                compare(fitted, categories -> step("ordinal", Map.of("categories", categories, "unknown", unknown)));
        assertThat(compared).as("compared rows").isEqualTo(5);
    }

    private static int compare(JsonNode fitted, Function<List<String>, StepSpec> step) {
        JsonNode input = fitted.get("apply");
        Object[][] rows = new Object[input.size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = ReferenceData.texts(input.get(row)).toArray();
        }
        ColumnSpec[] columns = new ColumnSpec[SCHEMA.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(
                    "x" + i,
                    step.apply(ReferenceData.texts(fitted.get("categories").get(i))));
        }
        double[][] actual = Tensors.doubles(Tensors.table(SCHEMA, rows), rows.length, columns);
        for (int row = 0; row < rows.length; row++) {
            assertThat(actual[row])
                    .as("row %d", row)
                    .containsExactly(
                            ReferenceData.numbers(fitted.get("expected").get(row)));
        }
        return rows.length;
    }
}
