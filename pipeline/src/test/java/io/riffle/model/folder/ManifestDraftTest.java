package io.riffle.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.graph.ClassifierOutputs;
import io.riffle.model.graph.GraphSummary;
import io.riffle.scoring.ReferenceModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManifestDraftTest {
    private static GraphSummary graph(String file) throws Exception {
        return GraphSummary.of(Files.readAllBytes(ReferenceModels.file("models/intrusion/" + file)));
    }

    private static ClassifierOutputs classes(String file) throws Exception {
        return ClassifierOutputs.of(Files.readAllBytes(ReferenceModels.file("models/intrusion/" + file)));
    }

    @Test
    void graph_saysWhatItIs() throws Exception {
        GraphSummary graph = graph("intrusion_mlp.onnx");
        assertThat(graph.inputs()).containsExactly(new GraphSummary.Port("features", "float32", "[N, 118]"));
        assertThat(graph.outputs()).containsExactly(new GraphSummary.Port("attack_probability", "float32", "[N, 1]"));
        assertThat(graph.opsets()).containsEntry("ai.onnx", 15L);
        assertThat(graph.parameters()).isGreaterThan(1_000);
    }

    @Test
    void draft_guessesWhatItCan_andIsRefusedUntilItIsFilledIn() throws Exception {
        ManifestDraft draft = ManifestDraft.of(
                new ManifestDraft.Version("intrusion", "7", "0".repeat(64)),
                graph("intrusion_v2.onnx"),
                classes("intrusion_v2.onnx"));
        assertThat(draft.text())
                .contains("task: binary-classification", "score: {tensor: probabilities, column: 1}", "type: float32");
        assertThat(draft.toFillIn()).anyMatch(each -> each.startsWith("inputs.features.columns: "));
        ModelRefusedException refusal = catchThrowableOfType(
                ModelRefusedException.class,
                () -> new ManifestReader(Path.of("model.yaml"))
                        .read(draft.text().getBytes(StandardCharsets.UTF_8)));
        assertThat(refusal.problems())
                .allMatch(problem -> problem.contains("  inputs.features"))
                .isNotEmpty();
    }

    @Test
    void draft_ofOneOutput_isARegression_untilSomebodySaysOtherwise() throws Exception {
        ManifestDraft draft = ManifestDraft.of(
                new ManifestDraft.Version("m", "1", "0".repeat(64)),
                graph("intrusion_mlp.onnx"),
                classes("intrusion_mlp.onnx"));
        assertThat(draft.text()).contains("task: regression", "column: 0");
    }
}
