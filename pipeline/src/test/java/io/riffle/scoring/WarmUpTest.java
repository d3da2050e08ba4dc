package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.ModelFolder;
import io.riffle.model.folder.Sha256;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import io.riffle.scoring.onnx.TestGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version that has no answer to any row is no version; one that has none to some may well be. */
class WarmUpTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT)));
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofSeconds(5), Duration.ofSeconds(30), System::nanoTime);

    @TempDir
    private Path models;

    private Path folder;

    @BeforeEach
    void create() throws IOException {
        folder = Files.createDirectories(models.resolve("1"));
    }

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12})
    void version_isRefused_whereEveryRowFails(int batch) throws Exception {
        write(TestGraphs.failing(), "int64", "regression", "");

        ModelRefusedException refusal = catchThrowableOfType(ModelRefusedException.class, () -> load(batch));

        assertThat(refusal.stage()).isEqualTo(RefusalStage.WARM_UP);
        assertThat(refusal.problems().get(0))
                .startsWith("at least one row must be scored")
                .contains("all failed", "golden rows", "idx=");
    }

    /** Logits where a probability is declared: golden rows would have told, but there are none. */
    @Test
    void version_isRefused_whereNoScoreCanBeOne() throws Exception {
        write(TestGraphs.plus(40), "float32", "binary-classification", "");

        ModelRefusedException refusal = catchThrowableOfType(ModelRefusedException.class, () -> load(8));

        assertThat(refusal.stage()).isEqualTo(RefusalStage.WARM_UP);
        assertThat(refusal.problems().get(0)).contains("the score must be a probability: was 4");
    }

    /** To a missing amount it has no answer, nor to a zero: its logarithm is no number. */
    @Test
    void version_isTaken_whereSomeRowsFail() throws Exception {
        write(TestGraphs.logarithm(), "float32", "regression", "");
        load(1).close();
        load(8).close();
    }

    /** A whole number cannot be missing, so the empty row is no argument. */
    @Test
    void version_isTaken_whereOnlyMissingValuesFail() throws Exception {
        write(TestGraphs.lookUp(), "int64", "regression", "");
        load(8).close();
    }

    /** The golden row is what it can do. */
    @Test
    void version_isTaken_whereItsGoldenRowIsScored() throws Exception {
        write(TestGraphs.plus(40), "float32", "binary-classification", """
                golden:
                  rows:
                    - {features: {amount: -39.5}, score: 0.5}
                """);
        load(8).close();
    }

    /** No picture can be made up that is like those of the events. */
    @Test
    void version_isTaken_whereItReadsImages() throws Exception {
        Path written = ReferenceModels.write(models.resolve("digits"), "digits_cnn");
        Path file = written.resolve("model.yaml");
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode manifest = (ObjectNode) yaml.readTree(file.toFile());
        manifest.remove("golden");
        yaml.writeValue(file.toFile(), manifest);
        new ModelLoader(RUNTIME, 1 << 24, 8)
                .load(new ModelFolder(written, 1 << 24), ReferenceModels.features("digits_cnn"))
                .close();
    }

    private Scorer load(int batch) throws ModelRefusedException {
        return new ModelLoader(RUNTIME, 1 << 20, batch).load(new ModelFolder(folder, 1 << 20), SCHEMA);
    }

    private void write(byte[] model, String type, String task, String more) throws Exception {
        Files.write(folder.resolve("model.onnx"), model);
        Files.writeString(folder.resolve("model.yaml"), """
                name: test
                version: "1"
                sha256: %s
                task: %s
                inputs:
                  x: {type: %s, columns: [amount]}
                output: {score: {tensor: y, column: 0}}
                %s
                """.formatted(Sha256.of(model), task, type, more));
    }
}
