package io.riffle.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.feature.MissingPolicy;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ModelTask;
import io.riffle.model.folder.OutputSpec;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.Tensor;
import io.riffle.scoring.TensorModel;
import io.riffle.scoring.TensorRunException;
import io.riffle.scoring.TensorShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensors that arrive as such: every type, several dimensions, fixed batches. */
class OnnxTensorModelTest {
    private static final FeatureSchema SCHEMA = new FeatureSchema(IntStream.range(0, 6)
            .mapToObj(column -> new Feature("f" + column, FeatureType.NUMBER, FeatureSource.EVENT))
            .toList());
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofMillis(500), Duration.ofSeconds(30), System::nanoTime);
    private static final OutputSpec SUM = new OutputSpec("y", 0, Optional.empty(), List.of(), List.of("y"));

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT16, 10",
        "FLOAT32, 1",
        "FLOAT64, 11",
        "INT64, 7",
        "INT32, 6",
        "UINT8, 2",
        "BOOL, 9",
    })
    void tensor_arrives_whateverItsType(TensorType type, int onnxType) throws Exception {
        Tensor input = new Tensor("x", type, List.of(3L, 2L), values(type));
        List<Tensor> outputs = run(TestGraphs.sums(onnxType, -1, 2), spec(type, 2), SUM, input);
        assertThat(outputs.get(0).shape()).containsExactly(3L);
        assertThat((float[]) outputs.get(0).values()).containsExactly(1, 2, 0);
    }

    @Test
    void tensor_arrives_withAllItsDimensions() throws Exception {
        TensorSpec spec = new TensorSpec(
                "x",
                TensorType.FLOAT32,
                spec(TensorType.FLOAT32, 6).columns(),
                List.of(2, 3),
                new MissingPolicy.Allow());
        Tensor input = new Tensor(
                "x", TensorType.FLOAT32, List.of(2L, 2L, 3L), new float[] {1, 2, 3, 4, 5, 6, 1, 0, 0, 0, 0, 7});
        List<Tensor> outputs = run(TestGraphs.sums(TestGraphs.FLOAT, -1, 2, 3), spec, SUM, input);
        assertThat((float[]) outputs.get(0).values()).containsExactly(21, 8);
    }

    /** Seven rows in parts of three: the last part is filled up, and nobody sees what it was filled with. */
    @Test
    void rows_areRunInParts_whereTheBatchIsFixed() throws Exception {
        OutputSpec outputs = new OutputSpec("y", 0, Optional.of("word"), List.of(), List.of("y"));
        Tensor input = new Tensor("x", TensorType.INT64, List.of(7L, 1L), new long[] {3, 1, 2, 1, 0, 3, 2});
        List<Tensor> answer = run(TestGraphs.lookUpInParts(3), spec(TensorType.INT64, 1), outputs, input);
        assertThat(answer.get(0).shape()).containsExactly(7L, 1L);
        assertThat((float[]) answer.get(0).values()).containsExactly(30, 10, 20, 10, 0, 30, 20);
        assertThat((String[]) answer.get(1).values())
                .containsExactly("thirty", "ten", "twenty", "ten", "zero", "thirty", "twenty");
    }

    /** The manifest reads y alone; whoever has tensors may ask for the word beside it. */
    @Test
    void outputs_areAllOfTheModels_whatTheManifestReadsFirst() throws Exception {
        OutputSpec word = new OutputSpec("y", 0, Optional.empty(), List.of(), List.of());
        Tensor input = new Tensor("x", TensorType.INT64, List.of(3L, 1L), new long[] {3, 1, 2});
        try (Scorer scorer = load(TestGraphs.lookUpInParts(3), spec(TensorType.INT64, 1), word);
                TensorModel.Run run = scorer.tensors().orElseThrow().open()) {
            assertThat(scorer.tensors().orElseThrow().outputs())
                    .extracting(TensorShape::name)
                    .containsExactly("y", "word");
            List<Tensor> words = run.run(List.of(input), 3, Set.of("word"));
            assertThat(words).hasSize(1);
            assertThat((String[]) words.get(0).values()).containsExactly("thirty", "ten", "twenty");
            assertThat(run.run(List.of(input), 3, Set.of("y", "word"))).hasSize(2);
        }
    }

    /** A classifier of the reference data, as a converter of scikit-learn makes it: maps of probabilities beside the label. */
    @Test
    void label_isAnsweredBesideProbabilities() throws Exception {
        Path file = Path.of(
                System.getProperty("riffle.reference-data", "../../shared/data"), "public-cases/models/zipmap.onnx");
        Assumptions.assumeTrue(Files.exists(file), "the reference data is not at " + file);
        TensorSpec columns = spec(TensorType.FLOAT32, 2);
        TensorSpec named = new TensorSpec("X", TensorType.FLOAT32, columns.columns());
        OutputSpec probability =
                new OutputSpec("output_probability", 1, Optional.empty(), List.of("0", "1"), List.of());
        ModelManifest manifest = new ModelManifest(
                "zipmap",
                "1",
                new ModelFile("zipmap.onnx", ""),
                new ModelContract(ModelTask.BINARY_CLASSIFICATION, List.of(named), probability));
        Tensor rows = new Tensor("X", TensorType.FLOAT32, List.of(3L, 2L), new float[] {0, 0, 2, 4, 1, 2});
        try (Scorer scorer = RUNTIME.load(new ModelArtifact(manifest, Files.readAllBytes(file)), SCHEMA);
                TensorModel.Run run = scorer.tensors().orElseThrow().open()) {
            List<Tensor> answers = run.run(List.of(rows), 3, Set.of("output_probability", "label"));
            assertThat(answers).extracting(Tensor::name).containsExactly("output_probability", "label");
            assertThat(answers.get(0).shape()).containsExactly(3L, 2L);
            float[] probabilities = (float[]) answers.get(0).values();
            assertThat(new float[] {probabilities[1], probabilities[3], probabilities[5]})
                    .containsExactly(new float[] {0.2890505f, 0.8909032f, 0.2890505f}, within(1e-5f));
            assertThat((long[]) answers.get(1).values()).containsExactly(0, 1, 0);
        }
    }

    /** A sum over all rows has none of its own; nobody has declared it, so it is no problem either. */
    @Test
    void output_isNotListed_whenItHasNoRowPerRow() throws Exception {
        try (Scorer scorer = load(
                TestGraphs.withSumOfAll(),
                spec(TensorType.FLOAT32, 1),
                new OutputSpec("y", 0, Optional.empty(), List.of(), List.of()))) {
            assertThat(scorer.tensors().orElseThrow().outputs())
                    .extracting(TensorShape::name)
                    .containsExactly("y");
        }
    }

    @Test
    void run_tells_whatTheModelSaid_andTheNextOneWorks() throws Exception {
        try (Scorer scorer = load(TestGraphs.lookUp(), spec(TensorType.INT64, 1), SUM);
                TensorModel.Run run = scorer.tensors().orElseThrow().open()) {
            Tensor outside = new Tensor("x", TensorType.INT64, List.of(1L, 1L), new long[] {99});
            assertThatThrownBy(() -> run.run(List.of(outside), 1, Set.of("y")))
                    .isInstanceOf(TensorRunException.class)
                    .hasMessageStartingWith("the model failed: ");
            Tensor inside = new Tensor("x", TensorType.INT64, List.of(1L, 1L), new long[] {2});
            assertThat((float[]) run.run(List.of(inside), 1, Set.of("y")).get(0).values())
                    .containsExactly(20);
        }
    }

    @Test
    void run_isCutOff_whenItTakesTooLong() throws Exception {
        Tensor hanging = new Tensor("x", TensorType.INT64, List.of(1L, 1L), new long[] {1L << 60});
        assertThatThrownBy(() -> run(TestGraphs.countTo(), spec(TensorType.INT64, 1), SUM, hanging))
                .isInstanceOf(TensorRunException.class)
                .hasMessage("the model must answer within 500 ms: was cut off");
    }

    @Test
    void shapes_sayWhatTheModelTakes() throws Exception {
        try (Scorer scorer = load(TestGraphs.sums(TestGraphs.FLOAT, -1, 2), spec(TensorType.FLOAT32, 2), SUM)) {
            TensorModel model = scorer.tensors().orElseThrow();
            assertThat(model.inputs().get(0).dimensions()).containsExactly(-1L, 2L);
            assertThat(model.outputs().get(0).dimensions()).containsExactly(-1L);
        }
    }

    /** [1, 0], [1, 1], [0, 0] */
    private static Object values(TensorType type) {
        return switch (type) {
            case FLOAT16, FLOAT32 -> new float[] {1, 0, 1, 1, 0, 0};
            case FLOAT64 -> new double[] {1, 0, 1, 1, 0, 0};
            case INT64 -> new long[] {1, 0, 1, 1, 0, 0};
            case INT32, UINT8 -> new int[] {1, 0, 1, 1, 0, 0};
            case BOOL -> new boolean[] {true, false, true, true, false, false};
            case STRING -> throw new IllegalArgumentException("numbers only");
        };
    }

    private static TensorSpec spec(TensorType type, int width) {
        List<ColumnSpec> columns = IntStream.range(0, width)
                .mapToObj(column -> new ColumnSpec("f" + column, List.of()))
                .toList();
        return new TensorSpec("x", type, columns);
    }

    private static List<Tensor> run(byte[] model, TensorSpec spec, OutputSpec outputs, Tensor input) throws Exception {
        try (Scorer scorer = load(model, spec, outputs);
                TensorModel.Run run = scorer.tensors().orElseThrow().open()) {
            return run.run(List.of(input), input.rows(), Set.of("y", "word"));
        }
    }

    private static Scorer load(byte[] model, TensorSpec input, OutputSpec outputs) throws Exception {
        ModelManifest manifest = new ModelManifest(
                "test",
                "1",
                new ModelFile("model.onnx", ""),
                new ModelContract(ModelTask.REGRESSION, List.of(input), outputs));
        return RUNTIME.load(new ModelArtifact(manifest, model), SCHEMA);
    }
}
