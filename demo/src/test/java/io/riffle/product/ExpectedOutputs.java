package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.scoring.ReferenceModels;
import io.riffle.scoring.ReferenceRows;

/** One reference model's expected outputs, against prediction records. */
final class ExpectedOutputs {
    private final JsonNode manifest;
    private final double tolerance;

    ExpectedOutputs(String model) {
        manifest = ReferenceModels.entry(model);
        tolerance = manifest.get("tolerance_abs").asDouble();
    }

    /** All outputs that the model has are in the record, and equal what is expected; so do label and version. */
    void check(JsonNode expected, JsonNode prediction) {
        assertThat(prediction.get("model_version")).isEqualTo(manifest.get("version"));
        assertThat(prediction.get("outputs")).hasSize(manifest.get("outputs").size());
        for (JsonNode output : prediction.get("outputs")) {
            JsonNode value =
                    ReferenceRows.expectedOutput(expected, output.get("name").asText());
            JsonNode data = output.get("data");
            assertThat(data).as(prediction.toString()).hasSize(value.isArray() ? value.size() : 1);
            for (int column = 0; column < data.size(); column++) {
                compare(data.get(column), value.isArray() ? value.get(column) : value, prediction);
            }
        }
        if (expected.has("label")) {
            assertThat(prediction.at("/parameters/label").asText())
                    .isEqualTo(expected.get("label").asText());
        }
    }

    private void compare(JsonNode found, JsonNode expected, JsonNode prediction) {
        if (expected.isIntegralNumber() || !expected.isNumber()) {
            assertThat(found).as(prediction.toString()).isEqualTo(expected);
            return;
        }
        // logit and embedding have no bounds: their tolerance is relative (the data's manifest says so)
        double allowed = tolerance * Math.max(1, Math.abs(expected.asDouble()));
        if (!found.isNumber() || Math.abs(found.asDouble() - expected.asDouble()) > allowed) {
            fail("%s was expected where %s is, in %s", expected, found, prediction);
        }
    }
}
