package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.Transforms;
import io.riffle.frame.OutputColumn;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelFolder;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every expected row of every reference model that reads declared fields, through folder, manifest, safe loading, golden
 * rows, tensors and ONNX Runtime. Expected values come from scikit-learn or numpy in double precision.
 */
class ReferenceModelsTest {
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofSeconds(10), Duration.ofSeconds(60), System::nanoTime);

    @TempDir
    Path directory;

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    static List<String> ids() {
        return ReferenceModels.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void score_equalsTheReference(String id) throws Exception {
        Map<String, JsonNode> expected = ReferenceRows.expected(id);
        assertThat(expected)
                .hasSize(ReferenceModels.entry(id).get("expected_rows").asInt());
        try (Scorer scorer = load(id);
                Scorer.Run run = scorer.open(256)) {
            Comparison comparison = new Comparison(
                    ReferenceModels.entry(id).get("tolerance_abs").asDouble());
            int rows =
                    score(id, run, 256, (result, row, event) -> comparison.compare(result, row, expected.get(event)));
            assertThat(rows).isEqualTo(expected.size());
        }
    }

    /** Kernels differ by batch size in the order of their sums: a few units in the last place of a float32. */
    @ParameterizedTest
    @MethodSource("ids")
    void score_isTheSame_whateverTheBatchSize(String id) throws Exception {
        try (Scorer scorer = load(id);
                Scorer.Run run = scorer.open(1)) {
            double[] scores = scores(id, run, 256);
            assertThat(scores(id, run, 7)).containsExactly(scores, within(1e-6));
            assertThat(scores(id, run, 1)).containsExactly(scores, within(1e-6));
        }
    }

    private static double[] scores(String id, Scorer.Run run, int size) {
        List<Double> scores = new ArrayList<>();
        score(id, run, size, (result, row, event) -> scores.add(result.scores()[row]));
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Scorer load(String id) throws Exception {
        ModelFolder folder = new FileModelRegistry(
                        ReferenceModels.write(directory, id).getParent(), 1 << 20)
                .open(ReferenceModels.entry(id).get("version").asText());
        return new ModelLoader(RUNTIME, 1 << 20, 256).load(folder, ReferenceModels.features(id));
    }

    private interface Check {
        void row(ScoreResult result, int row, String event);
    }

    private static int score(String id, Scorer.Run run, int size, Check check) {
        FeatureTable table = new FeatureTable(ReferenceModels.features(id), size);
        List<String> ids = List.copyOf(ReferenceRows.expected(id).keySet());
        for (int from = 0; from < ids.size(); from += size) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + size));
            ReferenceRows.fill(table, ReferenceRows.events(id), batch);
            ScoreResult result = run.score(table, batch.size());
            assertThat(result.failures()).isEmpty();
            for (int row = 0; row < batch.size(); row++) {
                check.row(result, row, batch.get(row));
            }
        }
        return ids.size();
    }

    private record Comparison(double tolerance) {
        void compare(ScoreResult result, int row, JsonNode expected) {
            for (OutputColumn output : result.outputs()) {
                JsonNode value = ReferenceRows.expectedOutput(expected, output.name());
                assertThat(value.isArray() ? value.size() : 1).isEqualTo(output.width());
                for (int column = 0; column < output.width(); column++) {
                    Object found = Array.get(output.values(), row * output.width() + column);
                    if (!equal(found, value.isArray() ? value.get(column) : value)) {
                        fail(expected + ": " + output.name() + "[" + column + "] was " + found);
                    }
                }
            }
            if (expected.has("label") && result.labels() != null) {
                assertThat(result.labels()[row]).isEqualTo(expected.get("label").asText());
            }
        }

        private boolean equal(Object found, JsonNode expected) {
            if (found instanceof Number number) {
                // logit and embedding have no bounds: their tolerance is relative (the data's manifest says so)
                double scale = Math.max(1, Math.abs(expected.asDouble()));
                return Math.abs(number.doubleValue() - expected.asDouble()) <= tolerance * scale;
            }
            return found instanceof Boolean truth
                    ? truth == expected.asBoolean()
                    : expected.asText().equals(found);
        }
    }
}
