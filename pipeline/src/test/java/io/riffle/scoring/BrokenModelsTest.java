package io.riffle.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.deadletter.Rejection;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelFolder;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of {@code models/broken} is stopped where its manifest says. */
class BrokenModelsTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), LIMIT, Duration.ofSeconds(30), System::nanoTime);
    private static final int ROWS = 12;

    @TempDir
    Path directory;

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    /** What is refused at inspection must not even reach the runtime: that opens the files a model names. */
    @ParameterizedTest
    @CsvSource({
        "empty, INSPECTION",
        "text, INSPECTION",
        "html_error_page, INSPECTION",
        "random, INSPECTION",
        "truncated_60, INSPECTION",
        "truncated_last_byte, INSPECTION",
        "gzip, INSPECTION",
        "overwritten_middle, INSPECTION",
        "no_opset, INSPECTION",
        "no_graph, INSPECTION",
        "no_outputs, INSPECTION",
        "unknown_domain, INSPECTION",
        "short_weights, INSPECTION",
        "negative_dim, INSPECTION",
        "huge_weight_dims, INSPECTION",
        "huge_weight_dims_2, INSPECTION",
        "external_traversal, INSPECTION",
        "external_absolute, INSPECTION",
        "external_missing, INSPECTION",
        "external_device, INSPECTION",
        "external_negative_offset, INSPECTION",
        "opset_999, LOAD",
        "ml_opset_99, LOAD",
        "ir_4242, LOAD",
        "unknown_op, LOAD",
        "dangling_input, LOAD",
        "cycle, LOAD",
        "wrong_width, CONTRACT",
        "wrong_input_name, CONTRACT",
        "wrong_dtype, CONTRACT",
        "wrong_rank, CONTRACT",
        "missing_output, CONTRACT",
        "extra_input, CONTRACT",
        "endless_loop, WARM_UP",
        "endless_loop_dynamic, WARM_UP",
        "nan_output, WARM_UP",
        "inf_output, WARM_UP",
        "probability_above_one, WARM_UP",
        "huge_runtime_allocation, WARM_UP",
    })
    void load_refusesTheModel(String name, RefusalStage stage) {
        AtomicInteger seen = new AtomicInteger();
        ModelFolder folder = folder(name);
        ModelRefusedException refusal = catchThrowableOfType(
                ModelRefusedException.class,
                () -> new ModelLoader(counting(seen), 1 << 20, ROWS)
                        .load(folder, ReferenceModels.features("intrusion_v1")));
        assertThat(refusal.stage()).as(refusal.getMessage()).isEqualTo(stage);
        assertThat(seen.get()).isEqualTo(stage == RefusalStage.INSPECTION ? 0 : 1);
        assertThat(refusal).hasMessageStartingWith("model " + folder.path() + ": refused at ");
    }

    @Test
    void load_namesTensorExpectedAndFound_whereTheContractIsBroken() {
        assertThat(refusal("wrong_width").problems())
                .containsExactly(
                        "input 'features' must be 121 values wide as the model declares: the manifest's columns"
                                + " give 118 (duration, src_bytes, ..., flag=SH)");
        assertThat(refusal("wrong_dtype").problems())
                .containsExactly("input 'features' must have the model's type int32: the manifest says float32");
        assertThat(refusal("wrong_rank").problems())
                .containsExactly(
                        "input 'features' must have the shape [rows, 118], or a 'shape' per row in the manifest: the"
                                + " model declares [N, 118, 1], the manifest's columns give 118 (duration, src_bytes,"
                                + " ..., flag=SH)");
        assertThat(refusal("wrong_input_name").problems())
                .containsExactly(
                        "input 'other_name' must be described by the manifest, which describes [features]",
                        "input 'features' must be an input of the model, whose inputs are [other_name]");
        assertThat(refusal("extra_input").problems())
                .containsExactly("input 'second' must be described by the manifest, which describes [features]");
        assertThat(refusal("missing_output").problems())
                .containsExactly(
                        "output 'probabilities' must be an output of the model, whose outputs are [score]",
                        "output 'label' must be an output of the model, whose outputs are [score]");
    }

    @Test
    void load_comparesTheChecksum_beforeAnythingElse() throws Exception {
        Path folder = ReferenceModels.write(directory, "intrusion_v1");
        Files.copy(
                ReferenceModels.file("models/broken/overwritten_middle.onnx"),
                folder.resolve("model.onnx"),
                StandardCopyOption.REPLACE_EXISTING);
        ModelRefusedException refusal =
                catchThrowableOfType(ModelRefusedException.class, () -> new ModelFolder(folder, 1 << 20).read());
        assertThat(refusal.stage()).isEqualTo(RefusalStage.FILE);
        assertThat(refusal).hasMessageContaining("the sha256 of model.onnx must be abc0f787");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan_output", "inf_output", "probability_above_one"})
    void score_isRefusedPerRow_whereItIsNoProbability(String name) throws Exception {
        ScoreResult result = score(name);
        assertThat(result.failures()).hasSize(ROWS);
        assertThat(result.failures().values())
                .extracting(Rejection::reason)
                .containsOnly(DeadLetterReason.INVALID_SCORE);
    }

    /** Both answer for one row at a time, so the rows get their own scores; never those of another row. */
    @ParameterizedTest
    @ValueSource(strings = {"rows_swallowed", "fixed_reshape", "much_metadata", "odd_names"})
    void score_givesEachRowItsOwn(String name) throws Exception {
        ScoreResult result = score(name);
        assertThat(result.failures()).isEmpty();
        double[] inBatch = Arrays.copyOf(result.scores(), ROWS);
        try (Scorer scorer = load(name);
                Scorer.Run run = scorer.open(1)) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(run.score(table(row, 1), 1).scores()[0]).isCloseTo(inBatch[row], within(1e-6));
            }
        }
    }

    @Test
    void score_isAnErrorPerRow_whereTheModelAsksForTooMuchMemory() throws Exception {
        ScoreResult result = score("huge_runtime_allocation");
        assertThat(result.failures()).hasSize(ROWS);
        // A run that fails late on a busy machine is cut before it fails.
        assertThat(result.failures().values())
                .extracting(Rejection::reason)
                .contains(DeadLetterReason.MODEL_ERROR)
                .isSubsetOf(DeadLetterReason.MODEL_ERROR, DeadLetterReason.MODEL_TIMEOUT);
        assertThat(score("much_metadata").failures()).isEmpty();
    }

    /** The last rows are not even tried: all rows together must not take much longer than three limits. */
    @ParameterizedTest
    @ValueSource(strings = {"endless_loop", "endless_loop_dynamic"})
    void score_isCutOff_whereTheModelNeverAnswers(String name) throws Exception {
        try (Scorer scorer = load(name);
                Scorer.Run run = scorer.open(ROWS)) {
            for (int frame = 0; frame < 2; frame++) {
                long start = System.nanoTime();
                ScoreResult result = run.score(table(0, ROWS), ROWS);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.multipliedBy(20));
                assertThat(result.failures()).hasSize(ROWS);
                assertThat(result.failures().values())
                        .extracting(Rejection::reason)
                        .containsOnly(DeadLetterReason.MODEL_TIMEOUT);
                assertThat(result.failures().get(0).message())
                        .isEqualTo("the model must answer within 50 ms: was cut off");
                assertThat(result.failures().get(ROWS - 1).message()).contains("used up the time of their frame");
            }
        }
    }

    @Test
    void everyFile_isTested() throws Exception {
        Set<String> tested = new TreeSet<>();
        for (Method method : BrokenModelsTest.class.getDeclaredMethods()) {
            CsvSource refused = method.getAnnotation(CsvSource.class);
            ValueSource scored = method.getAnnotation(ValueSource.class);
            if (refused != null) {
                List.of(refused.value()).forEach(line -> tested.add(line.substring(0, line.indexOf(','))));
            }
            if (scored != null) {
                tested.addAll(List.of(scored.strings()));
            }
        }
        tested.add("huge_runtime_allocation");
        Set<String> files = new TreeSet<>();
        for (JsonNode file : ReferenceModels.json("models/broken/manifest.json").get("files")) {
            files.add(
                    Path.of(file.get("file").asText()).getFileName().toString().replace(".onnx", ""));
        }
        assertThat(tested).isEqualTo(files);
    }

    private ModelRefusedException refusal(String name) {
        ModelFolder folder = folder(name);
        return catchThrowableOfType(ModelRefusedException.class, () -> load(folder));
    }

    private ModelFolder folder(String name) {
        return new ModelFolder(ReferenceModels.writeBroken(directory.resolve(name), name + ".onnx"), 1 << 20);
    }

    private Scorer load(String name) throws Exception {
        return load(folder(name));
    }

    private static Scorer load(ModelFolder folder) throws Exception {
        return RUNTIME.load(folder.read(), ReferenceModels.features("intrusion_v1"));
    }

    private ScoreResult score(String name) throws Exception {
        try (Scorer scorer = load(name);
                Scorer.Run run = scorer.open(ROWS)) {
            return run.score(table(0, ROWS), ROWS);
        }
    }

    private static FeatureTable table(int from, int rows) {
        FeatureTable table = new FeatureTable(ReferenceModels.features("intrusion_v1"), rows);
        Map<String, JsonNode> events = ReferenceRows.events("intrusion_v1");
        ReferenceRows.fill(table, events, new ArrayList<>(events.keySet()).subList(from, from + rows));
        return table;
    }

    private static ModelRuntime counting(AtomicInteger seen) {
        return new ModelRuntime() {
            @Override
            public void inspect(byte[] model, long maxTensorBytes) throws ModelRefusedException {
                RUNTIME.inspect(model, maxTensorBytes);
            }

            @Override
            public Scorer load(ModelArtifact model, FeatureSchema features) throws ModelRefusedException {
                seen.incrementAndGet();
                return RUNTIME.load(model, features);
            }

            @Override
            public void close() {}
        };
    }
}
