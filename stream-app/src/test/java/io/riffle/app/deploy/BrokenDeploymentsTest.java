package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.ModelSwitch;
import io.riffle.scoring.ReferenceModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of {@code models/broken} as the next champion of a running pipeline: what scores goes on. */
class BrokenDeploymentsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Change WHY = new Change("ada", 7, "");

    /** Where each is refused; two compute what version 1 does and are only oddly written. */
    private static final Map<String, String> STAGES = stages();

    @TempDir
    private Path directory;

    private static Map<String, String> stages() {
        Map<String, String> stages = new TreeMap<>();
        put(
                stages,
                "inspection",
                "empty text html_error_page random truncated_60 truncated_last_byte gzip"
                        + " overwritten_middle no_opset no_graph no_outputs unknown_domain short_weights negative_dim huge_weight_dims"
                        + " huge_weight_dims_2 external_traversal external_absolute external_missing external_device"
                        + " external_negative_offset");
        put(stages, "load", "opset_999 ml_opset_99 ir_4242 unknown_op dangling_input cycle");
        put(stages, "contract", "wrong_width wrong_input_name wrong_dtype wrong_rank missing_output extra_input");
        put(
                stages,
                "golden",
                "endless_loop endless_loop_dynamic nan_output inf_output probability_above_one"
                        + " huge_runtime_allocation rows_swallowed fixed_reshape");
        put(stages, "accepted", "much_metadata odd_names");
        return stages;
    }

    private static void put(Map<String, String> stages, String stage, String names) {
        for (String name : names.split(" ")) {
            stages.put(name, stage);
        }
    }

    @Test
    void change_isRefusedForTheRightReason_andTheVersionInUseGoesOn() throws Exception {
        JsonNode golden = YAML.readTree(ReferenceModels.write(directory, "intrusion_v1")
                        .resolve("model.yaml")
                        .toFile())
                .get("golden");
        Map<String, String> refused = new TreeMap<>();
        try (ModelVersions versions = new ModelVersions(pipeline());
                ModelSwitch models = new ModelSwitch(versions, Deployment.initial("1"))) {
            for (JsonNode file :
                    ReferenceModels.json("models/broken/manifest.json").get("files")) {
                String name = String.valueOf(Path.of(file.get("file").asText()).getFileName())
                        .replace(".onnx", "");
                write(name, golden);
                refused.put(name, stage(models, name));
            }
        }
        assertThat(refused).isEqualTo(STAGES);
    }

    private static String stage(ModelSwitch models, String version) {
        Deployment before = models.deployment();
        try {
            models.change(before.withChampion(version, WHY));
            return "accepted";
        } catch (ModelRefusedException refusal) {
            assertThat(models.deployment()).isSameAs(before);
            assertThat(refusal).hasMessageContaining(version);
            return refusal.stage().label();
        }
    }

    private void write(String name, JsonNode golden) throws Exception {
        Path written = ReferenceModels.writeBroken(directory.resolve("broken"), name + ".onnx");
        Path folder = Files.move(written, directory.resolve(name));
        ObjectNode manifest =
                (ObjectNode) YAML.readTree(folder.resolve("model.yaml").toFile());
        manifest.put("version", name).set("golden", golden);
        Files.write(folder.resolve("model.yaml"), YAML.writeValueAsBytes(manifest));
    }

    private Pipeline pipeline() {
        return new ConfigLoader(
                        Map.of(),
                        Map.of(
                                "models.directory",
                                directory.toString(),
                                "models.time-limit",
                                "200ms",
                                "models.max-bytes",
                                "1MB"))
                .load(Path.of("..", "config", "intrusion.yaml"))
                .value();
    }
}
