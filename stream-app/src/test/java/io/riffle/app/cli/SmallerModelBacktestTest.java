package io.riffle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riffle.app.Main;
import io.riffle.scoring.ReferenceModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network, its quantised and its pruned variant on 22,544 recorded connections: is the cheaper one good enough? */
class SmallerModelBacktestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        Path original = ReferenceModels.write(folder, "intrusion_mlp");
        byte[] onnx = Files.readAllBytes(original.resolve("model.onnx"));
        variant(original, "1-int8", SmallerModel.quantised(onnx));
        variant(original, "1-pruned", SmallerModel.pruned(onnx, 0.6));
    }

    @Test
    void quantisedModel_passes_whereItsLabelsHardlyFlip() throws Exception {
        JsonNode result =
                compare(0, "1-int8", "--max-flip-rate", "0.005", "--max-difference", "0.2", "--max-loss", "0.002");

        assertThat(result.path("compared").asInt()).isEqualTo(22_544);
        assertThat(result.at("/candidate/bytes").asDouble())
                .isLessThan(0.4 * result.at("/baseline/bytes").asDouble());
        assertThat(result.at("/score_difference/max").asDouble()).isBetween(1e-4, 0.2);
        assertThat(result.path("flip_rate").asDouble()).isBetween(1e-5, 0.005);
        assertThat(result.at("/candidate/auc").asDouble()).isPositive();
    }

    @Test
    void prunedModel_isStopped_whereItAnswersOtherwise() throws Exception {
        JsonNode result = compare(1, "1-pruned", "--max-flip-rate", "0.005");

        assertThat(result.path("flip_rate").asDouble()).isGreaterThan(0.005);
        assertThat(result.path("passed").asBoolean()).isFalse();
        assertThat(result.path("failures")).hasSize(1);
        assertThat(result.at("/candidate/bytes").asLong())
                .isEqualTo(result.at("/baseline/bytes").asLong());
    }

    private static JsonNode compare(int code, String version, String... limits) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "backtest",
                "--config",
                "../config/intrusion.yaml",
                "--input",
                ReferenceModels.file("events/intrusion/scored.events.jsonl.gz").toString(),
                "--labels",
                ReferenceModels.file("events/intrusion/scored.labels.jsonl.gz").toString(),
                "--set",
                "models.directory=" + folder,
                "--model",
                version,
                "--against",
                "1",
                "-o",
                "json"));
        arguments.addAll(List.of(limits));
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        assertThat(Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new)))
                .as(out + error.toString())
                .isEqualTo(code);
        return JSON.readTree(out.toString());
    }

    /** Golden rows stay, with the tolerance that its owner accepts. */
    private static void variant(Path original, String version, byte[] onnx) throws Exception {
        ObjectNode manifest = (ObjectNode)
                new YAMLMapper().readTree(original.resolve("model.yaml").toFile());
        manifest.put("version", version);
        manifest.put(
                "sha256",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx)));
        ((ObjectNode) manifest.get("golden")).put("tolerance", 0.5);
        Path variant = Files.createDirectories(original.resolveSibling(version));
        Files.write(variant.resolve("model.onnx"), onnx);
        new YAMLMapper().writeValue(variant.resolve("model.yaml").toFile(), manifest);
    }
}
