package io.riffle.demo.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.Transforms;
import io.riffle.model.folder.ModelFolder;
import io.riffle.scoring.ModelLoader;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text example: its model is what its trainer makes, and it tells praise from blame that it has not seen. */
class ReviewModelTest {
    private static final Path CONFIG = Path.of("..", "config", "reviews.yaml");
    private static final Path FOLDER = Path.of("..", "config", "models", "reviews", "1");

    private final Pipeline pipeline =
            new ConfigLoader(Map.of(), Map.of()).load(CONFIG).value();

    @TempDir
    Path directory;

    @Test
    void training_reproducesTheCommittedFolder() throws Exception {
        Path made = directory.resolve("1");
        new ReviewModel(pipeline, 42).write(made);
        assertThat(Files.readString(made.resolve("model.yaml")))
                .isEqualTo(Files.readString(FOLDER.resolve("model.yaml")));
        assertThat(Files.readAllBytes(made.resolve("model.onnx")))
                .isEqualTo(Files.readAllBytes(FOLDER.resolve("model.onnx")));
    }

    @Test
    void model_tellsPraiseFromBlame_inUnseenReviews() throws Exception {
        Duration limit = Duration.ofSeconds(10);
        OnnxModelRuntime runtime = new OnnxModelRuntime(Transforms.load(), limit, limit, System::nanoTime);
        ModelLoader loader = new ModelLoader(runtime, 1 << 20, 256);
        try (Scorer scorer = loader.load(new ModelFolder(FOLDER, 1 << 20), pipeline.schema());
                Scorer.Run run = scorer.open(200)) {
            ReviewTexts reviews = new ReviewTexts(4711);
            FeatureTable table = new FeatureTable(pipeline.schema(), 200);
            boolean[] expected = new boolean[200];
            for (int row = 0; row < 200; row++) {
                ReviewTexts.Review review = reviews.next();
                table.text(pipeline.schema().requireColumn("text"), row, review.text());
                expected[row] = review.positive();
            }
            double[] scores = run.score(table, 200).scores();
            int right = 0;
            for (int row = 0; row < 200; row++) {
                right += scores[row] > 0.5 == expected[row] ? 1 : 0;
            }
            assertThat(right).as("right of 200").isGreaterThan(190);
        } finally {
            runtime.close();
        }
    }
}
