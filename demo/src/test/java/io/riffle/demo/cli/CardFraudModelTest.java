package io.riffle.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.demo.train.Trainer;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.model.folder.ModelFolder;
import io.riffle.model.folder.ModelManifest;
import io.riffle.stats.BinaryPerformance;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that is committed for the demo. */
class CardFraudModelTest {
    private static final Path CONFIG = Path.of("../config/card-fraud.yaml");
    private static final Path COMMITTED =
            Path.of("../config/models/card-fraud/1").toAbsolutePath().normalize();

    /** After a change of generator, features or history: {@code riffle demo train --output config/models/card-fraud/1}. */
    @Test
    void training_reproducesTheCommittedFolder_whenTheSeedIsThatOfTheManifest(@TempDir Path directory)
            throws Exception {
        Path folder = directory.resolve("1");
        TrainCommand.write(
                new Trainer(pipeline(), 42, Trainer.RECORDS).train(), pipeline(), folder, 42, Trainer.RECORDS);

        assertThat(folder.resolve("model.onnx")).hasSameBinaryContentAs(COMMITTED.resolve("model.onnx"));
        assertThat(Files.readString(folder.resolve("model.yaml")))
                .isEqualTo(Files.readString(COMMITTED.resolve("model.yaml")));
    }

    /** Not perfect either: a model that finds everything would mean that the generator gives fraud away. */
    @Test
    void model_findsFraud_whenCardsAndTimeAreNew() throws Exception {
        BinaryPerformance found = TrainCommand.evaluate(pipeline(), COMMITTED, 4711, TrainCommand.EVALUATION_RECORDS);
        assertThat(found.histogram().auc()).isBetween(0.95, 0.995);
        PerformanceBaseline said = new ModelFolder(COMMITTED, 1 << 20)
                .manifest()
                .notes()
                .baseline()
                .orElseThrow();
        assertThat(PerformanceChanges.of(found, said))
                .as("other payments give what the manifest says")
                .hasSize(4)
                .allMatch(change -> change.probability() > 0.001);
    }

    @Test
    void model_readsHistoryAndProfile_whenItScores() throws Exception {
        ModelManifest manifest = new ModelFolder(COMMITTED, 1 << 20).manifest();
        assertThat(features(manifest, FeatureSource.HISTORY)).isGreaterThanOrEqualTo(8);
        assertThat(features(manifest, FeatureSource.PROFILE)).isGreaterThanOrEqualTo(4);
        assertThat(manifest.golden().rows()).hasSize(8);
        assertThat(manifest.reference().orElseThrow().numbers()).hasSizeGreaterThan(20);
    }

    private static long features(ModelManifest manifest, FeatureSource source) {
        FeatureSchema schema = pipeline().schema();
        return manifest.inputs().get(0).columns().stream()
                .map(ColumnSpec::feature)
                .distinct()
                .filter(name -> schema.feature(schema.column(name)).source() == source)
                .count();
    }

    private static Pipeline pipeline() {
        return new ConfigLoader(Map.of(), Map.of()).load(CONFIG).value();
    }
}
