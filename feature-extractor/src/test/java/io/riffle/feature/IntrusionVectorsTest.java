package io.riffle.feature;

import static io.riffle.feature.Tensors.buffer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors that the intrusion models were trained on, rebuilt from the recorded events with the published steps. */
class IntrusionVectorsTest {
    @Test
    void write_equalsPublishedVectorsFloatForFloat_whenEventsAreReal() {
        JsonNode preprocess = ReferenceData.json("models/intrusion/preprocess.json");
        FeatureSchema schema = schema();
        TensorBuilder builder = TensorBuilder.create(spec(preprocess), schema);
        assertThat(builder.names()).isEqualTo(ReferenceData.texts(preprocess.get("output_names")));
        Map<String, JsonNode> events = new LinkedHashMap<>();
        for (JsonNode event : ReferenceData.jsonLines("events/intrusion/scored.events.jsonl.gz")) {
            events.put(event.get("event_id").asText(), event.get("features"));
        }
        assertThat(events).hasSize(22_544);

        List<JsonNode> vectors = ReferenceData.jsonLines("models/intrusion/intrusion_vectors.jsonl.gz");
        FeatureTable table = new FeatureTable(schema, vectors.size());
        for (int row = 0; row < vectors.size(); row++) {
            fill(table, row, events.get(vectors.get(row).get("event_id").asText()));
        }
        ByteBuffer target = buffer(vectors.size() * builder.width() * Float.BYTES);
        assertThat(builder.write(table, 0, vectors.size(), target)).isZero();

        target.flip();
        int compared = 0;
        for (JsonNode vector : vectors) {
            for (JsonNode value : vector.get("vector")) {
                assertThat(target.getFloat())
                        .as(vector.get("event_id").asText() + " "
                                + builder.names().get(compared % 118))
                        .isEqualTo((float) value.asDouble());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(400 * 118);
    }

    private static FeatureSchema schema() {
        List<Feature> features = new ArrayList<>();
        for (JsonNode field : ReferenceData.json("events/intrusion/schema.json").get("features")) {
            boolean text = field.get("type").asText().equals("string");
            FeatureType type = text ? FeatureType.CATEGORY : FeatureType.NUMBER;
            features.add(new Feature(field.get("name").asText(), type, FeatureSource.EVENT));
        }
        return new FeatureSchema(features);
    }

    private static TensorSpec spec(JsonNode preprocess) {
        List<ColumnSpec> columns = new ArrayList<>();
        for (JsonNode step : preprocess.get("steps")) {
            columns.add(new ColumnSpec(step.get("feature").asText(), List.of(stepSpec(step))));
        }
        return new TensorSpec("features", TensorType.FLOAT32, columns);
    }

    private static StepSpec stepSpec(JsonNode step) {
        if (step.get("op").asText().equals("one_hot")) {
            return new StepSpec("one-hot", Map.of("categories", ReferenceData.texts(step.get("categories"))));
        }
        return new StepSpec(
                "standard-scale",
                Map.of(
                        "mean",
                        step.get("mean").asDouble(),
                        "scale",
                        step.get("scale").asDouble()));
    }

    private static void fill(FeatureTable table, int row, JsonNode features) {
        for (int column = 0; column < table.schema().size(); column++) {
            Feature feature = table.schema().feature(column);
            JsonNode value = features.get(feature.name());
            if (feature.type().isText()) {
                table.text(column, row, value.asText());
            } else {
                table.number(column, row, value.asDouble());
            }
        }
    }
}
