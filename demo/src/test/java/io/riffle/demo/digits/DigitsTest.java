package io.riffle.demo.digits;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.Transforms;
import io.riffle.frame.OutputColumn;
import io.riffle.model.folder.ModelFolder;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example pipeline {@code config/digits.yaml}, from images to likeliest digits. */
class DigitsTest {
    private static final Path CONFIG = Path.of("..", "config");

    @Test
    void example_readsDigits_thatItHasNotSeen() throws Exception {
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of())
                .load(CONFIG.resolve("digits.yaml"))
                .value();
        ModelFolder folder = new ModelFolder(CONFIG.resolve("models/digits/1"), 1 << 20);
        try (OnnxModelRuntime runtime = new OnnxModelRuntime(
                        Transforms.load(), Duration.ofSeconds(5), Duration.ofSeconds(30), System::nanoTime);
                Scorer scorer = new ModelLoader(runtime, 1 << 20, 16).load(folder, pipeline.schema());
                Scorer.Run run = scorer.open(100)) {
            FeatureTable table = new FeatureTable(pipeline.schema(), 100);
            Random random = new Random(7);
            for (int row = 0; row < 100; row++) {
                table.image(
                        pipeline.schema().column("photo"),
                        row,
                        SegmentDigit.draw(row % 10, random).png());
            }
            ScoreResult result = run.score(table, 100);
            assertThat(result.failures()).isEmpty();
            OutputColumn top = result.outputs().get(1);
            assertThat(top.name()).isEqualTo("top_classes");
            int right = 0;
            for (int row = 0; row < 100; row++) {
                assertThat(((String[]) top.values())[row * 3]).isEqualTo(result.labels()[row]);
                right += result.labels()[row].equals(Integer.toString(row % 10)) ? 1 : 0;
            }
            assertThat(right).isGreaterThan(90);
        }
    }

    @Test
    void model_isTheSame_fromTheSameSeed(@TempDir Path directory) throws Exception {
        DigitFolder.write(directory.resolve("1"), DigitModel.train(42), 42);
        assertThat(directory.resolve("1/model.onnx"))
                .hasSameBinaryContentAs(CONFIG.resolve("models/digits/1/model.onnx"));
        assertThat(Files.readString(directory.resolve("1/model.yaml")))
                .contains("riffle demo digits --train DIR --seed 42");
    }
}
