package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Shadow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version whose task is another than what labels say is measured all the same: its operator must know. */
class OutcomeNotesTest {
    private static final Path QUICKSTART = Path.of("..", "config", "models", "quickstart", "1");
    private static final Change WHY = new Change("ada", 0, "");

    @TempDir
    Path models;

    @BeforeEach
    void write() throws Exception {
        String binary = Files.readString(QUICKSTART.resolve("model.yaml"));
        write("1", binary);
        write("2", binary.replace("task: binary-classification", "task: multiclass-classification"));
    }

    private void write(String version, String manifest) throws Exception {
        Path folder = Files.createDirectories(models.resolve(version));
        Files.copy(QUICKSTART.resolve("model.onnx"), folder.resolve("model.onnx"));
        Files.writeString(
                folder.resolve("model.yaml"), manifest.replace("version: \"1\"", "version: \"" + version + "\""));
    }

    private List<String> notes(Deployment deployment, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("models.directory", models.toString());
        Pipeline pipeline = new ConfigLoader(Map.of(), settings)
                .load(Path.of("..", "config", "quickstart.yaml"))
                .value();
        return new OutcomeNotes(pipeline, ModelVersions.registry(pipeline)).of(deployment);
    }

    @Test
    void notes_sayWhatIsMeasured_ofAVersionThatLabelsDoNotSuit() throws Exception {
        Map<String, String> binary = Map.of("outcomes.truth", "binary", "outcomes.threshold", "0.7");
        Deployment canary = Deployment.initial("1").withCanary(new Canary("2", 5, null), WHY);

        assertThat(notes(canary, binary))
                .containsExactly("warning: outcomes.truth must be multiclass where labels are of a"
                        + " multiclass-classification model: was binary (version 2); outcomes tell whether its score is"
                        + " at least 0.7 where the label is one of [1, true]");
        assertThat(notes(Deployment.initial("1"), Map.of("outcomes.truth", "regression")))
                .singleElement()
                .asString()
                .contains("must be binary", "outcomes tell how far its score is from the label");
    }

    @Test
    void notes_areNone_whenLabelsSuit_orThereAreNone_orNobodySeesTheAnswers() throws Exception {
        Deployment both = Deployment.initial("1").withShadow(List.of(new Shadow("2", 100)), WHY);
        assertThat(notes(both, Map.of("outcomes.truth", "binary"))).isEmpty();
        assertThat(notes(Deployment.initial("2"), Map.of("outcomes.truth", "multiclass")))
                .isEmpty();
        assertThat(notes(Deployment.initial("2"), Map.of())).isEmpty();
    }
}
