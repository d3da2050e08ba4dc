package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.model.folder.Sha256;
import io.riffle.model.trees.TreeModel;
import io.riffle.scoring.ReferenceModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that XGBoost and LightGBM wrote, with the scores that they gave. */
class ReferenceTreesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ProvenTrees converted(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        return ProvenTrees.read(bytes, Sha256.of(bytes)).orElseThrow();
    }

    private static Path file(String name) {
        Path file = ReferenceModels.file("models/trees/" + name);
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(file), "the reference data has no " + file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binary.json",
                "binary_base.json",
                "binary_early.json",
                "multi.ubj",
                "regression.json",
                "poisson.json",
                "dart.json",
                "forest.json"
            })
    void model_scoresAsXgboost(String name) throws Exception {
        ProvenTrees trees = converted(file(name));
        assertThat(trees.proof().rows()).isGreaterThanOrEqualTo(10_000);
        assertThat(trees.proof().largest()).isLessThan(1e-5);
        TreeModel model = trees.conversion().model();
        int rows = 0;
        for (String line : lines(file(name.replaceFirst("\\..*", ".expected.jsonl.gz")))) {
            JsonNode expected = JSON.readTree(line);
            double[] scores = model.scores(row(expected.get("x")));
            JsonNode wanted = expected.get("prediction");
            for (int i = 0; i < scores.length; i++) {
                double score = wanted.get(i).doubleValue();
                // XGBoost itself adds floats.
                assertThat(scores[i]).as(line).isCloseTo(score, within(3e-6 * Math.max(1, Math.abs(score))));
            }
            rows++;
        }
        assertThat(rows).isEqualTo(1_000);
    }

    @Test
    void model_scoresAsLightgbm() throws Exception {
        JsonNode expected = JSON.readTree(file("lightgbm/expected.json").toFile());
        for (String name : new String[] {"model.txt", "categorical.txt"}) {
            TreeModel model = converted(file("lightgbm/" + name)).conversion().model();
            JsonNode each = expected.get(name);
            for (int i = 0; i < each.get("x").size(); i++) {
                assertThat(model.scores(row(each.get("x").get(i)))[0])
                        .isCloseTo(each.get("prediction").get(i).doubleValue(), within(1e-6));
            }
        }
    }

    /** A text is {@code cat} and its position. */
    private static double[] row(JsonNode values) {
        return IntStream.range(0, values.size())
                .mapToDouble(i -> Optional.of(values.get(i))
                        .filter(value -> !value.isNull())
                        .map(value -> value.isTextual()
                                ? Double.parseDouble(value.textValue().substring("cat".length()))
                                : value.doubleValue())
                        .orElse(Double.NaN))
                .toArray();
    }

    private static Iterable<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
