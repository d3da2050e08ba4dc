package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.Transforms;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelFolder;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One small model of each family, made for this test and part of the sources: from features through transforms and the
 * graph to the score that scikit-learn or NumPy computed in double precision.
 */
class OwnModelsTest {
    private static final Path MODELS = Path.of("..", "feature-extractor", "src", "test", "reference-data", "models");
    private static final double TOLERANCE = 1e-5;
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofSeconds(10), Duration.ofSeconds(60), System::nanoTime);

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "forest", "boosting", "network", "text", "embedding", "image"})
    void score_equalsTheReference(String family) throws Exception {
        JsonNode reference = new ObjectMapper()
                .readTree(MODELS.resolve(family).resolve("expected.json").toFile());
        FeatureSchema schema = schema(reference.get("features"));
        Map<String, JsonNode> events = new LinkedHashMap<>();
        reference.get("rows").forEach(row -> events.put("row " + events.size(), row.get("features")));
        assertThat(events).hasSizeGreaterThanOrEqualTo(3);

        ModelFolder folder = new FileModelRegistry(MODELS.resolve(family), 1 << 20).open("1");
        try (Scorer scorer = new ModelLoader(RUNTIME, 1 << 20, events.size()).load(folder, schema);
                Scorer.Run run = scorer.open(events.size())) {
            FeatureTable table = new FeatureTable(schema, events.size());
            ReferenceRows.fill(table, events, List.copyOf(events.keySet()));
            ScoreResult result = run.score(table, events.size());
            assertThat(result.failures()).isEmpty();
            for (int row = 0; row < events.size(); row++) {
                compare(result, row, reference.get("rows").get(row));
            }
        }
    }

    private static void compare(ScoreResult result, int row, JsonNode expected) {
        double score = expected.get("score").asDouble();
        assertThat(result.scores()[row])
                .as(expected.toString())
                .isCloseTo(score, within(TOLERANCE * Math.max(1, Math.abs(score))));
        if (result.labels() != null) {
            assertThat(result.labels()[row])
                    .as(expected.toString())
                    .isEqualTo(expected.get("label").asText());
        }
    }

    private static FeatureSchema schema(JsonNode types) {
        List<Feature> features = new ArrayList<>();
        types.properties()
                .forEach(type -> features.add(new Feature(
                        type.getKey(), FeatureType.valueOf(type.getValue().asText()), FeatureSource.EVENT)));
        return new FeatureSchema(features);
    }
}
