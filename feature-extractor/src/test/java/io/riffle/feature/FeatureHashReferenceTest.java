package io.riffle.feature;

import static io.riffle.feature.Tensors.category;
import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.number;
import static io.riffle.feature.Tensors.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of several features hashed together against scikit-learn's FeatureHasher. */
class FeatureHashReferenceTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(category("color"), number("size"), number("w"), category("tag")));

    @Test
    void featureHash_equalsFeatureHasher_inEveryRow() {
        JsonNode settings = ReferenceData.cases("reference/transforms_hashing.json", "FeatureHasher")
                .get(0);
        int compared = 0;
        for (boolean signed : new boolean[] {true, false}) {
            JsonNode expected = settings.get(signed ? "expected" : "expected_alternate_sign_false");
            double[][] actual = hashed(settings.get("apply"), signed);
            for (int row = 0; row < actual.length; row++) {
                assertThat(actual[row]).as("row %d", row).containsExactly(ReferenceData.numbers(expected.get(row)));
                compared++;
            }
        }
        assertThat(compared).as("rows").isEqualTo(2 * 4);
    }

    private static double[][] hashed(JsonNode input, boolean signed) {
        Object[][] rows = new Object[input.size()][];
        for (int i = 0; i < rows.length; i++) {
            JsonNode row = input.get(i);
            rows[i] = SCHEMA.features().stream()
                    .map(feature -> value(row.path(feature.name())))
                    .toArray();
        }
        ColumnSpec joined = ColumnSpec.joined(
                List.of(column("color"), column("size"), column("w"), column("tag")),
                List.of(step("feature-hash", Map.of("buckets", 32, "signed", signed))));
        return Tensors.doubles(Tensors.table(SCHEMA, rows), rows.length, joined);
    }

    private static Object value(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        if (value.isTextual()) {
            return value.asText();
        }
        return value.asDouble();
    }
}
