package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.ModelFolder;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoaderTest {
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofSeconds(10), Duration.ofSeconds(60), System::nanoTime);

    @TempDir
    Path directory;

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    @Test
    void load_refusesAVersion_whoseGoldenRowsDiffer() throws Exception {
        ModelRefusedException refusal = refusal("intrusion_v1", "score: 0.9996", "score: 0.8996");
        assertThat(refusal.stage()).isEqualTo(RefusalStage.GOLDEN);
        assertThat(refusal.problems().get(0))
                .startsWith("golden row 0 must score 0.899662")
                .contains("(within 1.0E-4): was 0.99966");
    }

    @Test
    void load_refusesAVersion_whoseGoldenFeatureIsUnknown() throws Exception {
        ModelRefusedException refusal = refusal("intrusion_v1", "      duration: 0", "      duratoin: 0");
        assertThat(refusal.stage()).isEqualTo(RefusalStage.GOLDEN);
        assertThat(refusal.problems().get(0))
                .isEqualTo("golden row 0: 'duratoin' must be a feature of the pipeline, did you mean 'duration'?");
    }

    @Test
    void load_refusesAVersion_thatNeedsOtherFeatures() throws Exception {
        Path folder = ReferenceModels.write(directory, "intrusion_v1");
        ModelRefusedException refusal = refusal(folder, ReferenceModels.features("electricity_rf"));
        assertThat(refusal.stage()).isEqualTo(RefusalStage.CONTRACT);
        assertThat(refusal.problems()).hasSize(41);
        assertThat(refusal.problems().get(0)).contains("input 'features'").contains("'duration' is not");
    }

    /** The pipeline's features are all of version 1. */
    @Test
    void load_refusesAVersion_thatIsBoundToOtherVersionsOfFeatures() throws Exception {
        ModelRefusedException refusal =
                refusal("intrusion_v1", "sha256: ", "features: {duration: 2, flag: 1, duratoin: 1}\nsha256: ");
        assertThat(refusal.stage()).isEqualTo(RefusalStage.CONTRACT);
        assertThat(refusal.problems())
                .containsExactlyInAnyOrder(
                        "features: 'duration' must be of version 2, which the model was trained with: the pipeline"
                                + " has version 1",
                        "features: 'duratoin' must be a feature of the pipeline, did you mean 'duration'?");
    }

    @Test
    void load_refusesAVersion_whoseScoreIsNotInTheModel() throws Exception {
        assertThat(refusal("intrusion_v1", "column: 1", "column: 2").problems())
                .containsExactly("output 'probabilities' must have the column 2: has 2 columns");
        assertThat(refusal("intrusion_rf_category", "  - \"u2r\"\n", "").problems())
                .containsExactly("output 'scores' must have a column per label: has 5 for the 4 labels [dos, normal,"
                        + " probe, r2l]");
        assertThat(refusal("intrusion_v1_zipmap", "  - \"1\"\n", "  - \"one\"\n")
                        .problems())
                .containsExactly("output 'probabilities' has whole numbers as keys: the label 'one' is none");
    }

    private ModelRefusedException refusal(String id, String from, String to) throws Exception {
        Path folder = ReferenceModels.write(directory.resolve(id), id);
        String manifest = Files.readString(folder.resolve("model.yaml"));
        assertThat(manifest).contains(from);
        Files.writeString(folder.resolve("model.yaml"), manifest.replace(from, to));
        return refusal(folder, ReferenceModels.features(id));
    }

    private static ModelRefusedException refusal(Path folder, FeatureSchema features) {
        return catchThrowableOfType(
                ModelRefusedException.class,
                () -> new ModelLoader(RUNTIME, 1 << 20, 4).load(new ModelFolder(folder, 1 << 20), features));
    }
}
