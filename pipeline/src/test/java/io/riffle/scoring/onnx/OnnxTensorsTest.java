package io.riffle.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.MissingPolicy;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ModelTask;
import io.riffle.model.folder.OutputSpec;
import io.riffle.schema.DeadLetterReason;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors of every type, rank and batch, and what is said where they do not fit. */
class OnnxTensorsTest {
    private static final int COLUMNS = 6;
    private static final FeatureSchema SCHEMA = new FeatureSchema(IntStream.range(0, COLUMNS)
            .mapToObj(column -> new Feature("f" + column, FeatureType.NUMBER, FeatureSource.EVENT))
            .toList());
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofSeconds(5), Duration.ofSeconds(30), System::nanoTime);

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
    void input_arrives_whateverItsType(TensorType type, int onnxType) throws Exception {
        byte[] model = TestGraphs.sums(onnxType, -1, 3);
        ScoreResult result = score(model, input(type, 3), new double[][] {{1, 0, 1}, {0, 0, 1}, {1, 1, 1}});
        assertThat(result.failures()).isEmpty();
        assertThat(result.scores()).startsWith(2, 1, 3);
    }

    /** ONNX Runtime's Java names unsigned types as signed ones, and its tensors cannot be made. */
    @ParameterizedTest
    @CsvSource({
        "INT32, uint32, 12",
        "INT64, uint64, 13",
        "INT32, uint16, 4",
        "INT32, int16, 5",
        "UINT8, int8, 3",
        "FLOAT16, bfloat16, 16",
    })
    void input_isRefused_whereItsTypeCannotBeFed(TensorType declared, String type, int onnxType) {
        byte[] model = TestGraphs.sums(onnxType, -1, 3);
        OutputSpec outputs = new OutputSpec("y", 0, Optional.empty(), List.of(), List.of());
        assertThatThrownBy(() -> load(model, input(declared, 3), outputs))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("input 'x' must be of a type that can be fed")
                .hasMessageContaining(": is " + type + " in the model");
    }

    @ParameterizedTest
    @CsvSource({"uint32, 12", "uint64, 13", "uint16, 4", "int16, 5", "int8, 3", "bfloat16, 16"})
    void output_isRefused_whereItsTypeCannotBeRead(String type, int onnxType) {
        byte[] model = TestGraphs.castTo(onnxType);
        OutputSpec outputs = new OutputSpec("y", 0, Optional.empty(), List.of(), List.of());
        assertThatThrownBy(() -> load(model, input(TensorType.FLOAT32, 1), outputs))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("output 'y' must be of a type that can be read")
                .hasMessageContaining(": is " + type + " in the model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1,6", "-1,-1", "-1,2,3", "-1,-1,3", "-1,1,2,3", "-1,-1,-1,-1", "4,6", "1,1,2,3"})
    void input_arrives_whateverItsRank(String dimensions) throws Exception {
        long[] model = List.of(dimensions.split(",")).stream()
                .mapToLong(Long::parseLong)
                .toArray();
        List<Integer> row = List.of(1, 2, 3).subList(4 - Math.max(3, model.length), 3);
        TensorSpec input = new TensorSpec(
                "x",
                TensorType.FLOAT32,
                input(TensorType.FLOAT32, 6).columns(),
                model.length == 2 ? List.of() : row,
                new MissingPolicy.Allow());
        double[][] rows = new double[5][COLUMNS];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i] = i + 1;
            rows[i][COLUMNS - 1] = 100;
        }
        ScoreResult result = score(TestGraphs.sums(TestGraphs.FLOAT, model), input, rows);
        assertThat(result.failures()).isEmpty();
        assertThat(result.scores()).startsWith(101, 102, 103, 104, 105);
    }

    @Test
    void input_arrives_whereItHasOneDimension() throws Exception {
        byte[] model = TestGraphs.sums(TestGraphs.FLOAT, -1);
        assertThat(score(model, input(TensorType.FLOAT32, 1), new double[][] {{7}, {8}})
                        .scores())
                .startsWith(7, 8);
    }

    /** Seven rows in parts of three: the last part is filled up, and one row fails only its own. */
    @Test
    void rows_areScoredInParts_whereTheBatchIsFixed() throws Exception {
        byte[] model = TestGraphs.lookUpInParts(3);
        OutputSpec outputs = new OutputSpec("y", 0, Optional.of("word"), List.of(), List.of("y"));
        try (Scorer scorer = load(model, input(TensorType.INT64, 1, "f0"), outputs);
                Scorer.Run run = scorer.open(1)) {
            for (int again = 0; again < 2; again++) {
                ScoreResult result = run.score(table(new double[][] {{3}, {1}, {2}, {1}, {99}, {3}, {2}}), 7);
                assertThat(result.failures()).containsOnlyKeys(4);
                assertThat(result.failures().get(4).reason()).isEqualTo(DeadLetterReason.MODEL_ERROR);
                assertThat(result.scores()[0]).isEqualTo(30);
                assertThat(result.scores()[3]).isEqualTo(10);
                assertThat(result.scores()[5]).isEqualTo(30);
                assertThat(result.scores()[6]).isEqualTo(20);
                assertThat(result.labels()[2]).isEqualTo("twenty");
                assertThat(result.labels()[6]).isEqualTo("twenty");
            }
        }
    }

    @Test
    void row_isRefused_whereAMissingNumberMustBePresent() throws Exception {
        TensorSpec spec = new TensorSpec(
                "x", TensorType.FLOAT32, input(TensorType.FLOAT32, 2).columns(), List.of(), new MissingPolicy.Reject());
        ScoreResult result =
                score(TestGraphs.sums(TestGraphs.FLOAT, -1, 2), spec, new double[][] {{1, 2}, {3, Double.NaN}, {5, 6}});
        assertThat(result.failures()).containsOnlyKeys(1);
        assertThat(result.failures().get(1).message())
                .isEqualTo(
                        "the row must fit the model: 'f1' must be a number: was missing (tensor 'x' of type float32)");
        assertThat(result.scores()[2]).isEqualTo(11);
    }

    /** Somebody who fixes a manifest wants to fix it once. */
    @Test
    void contract_namesEveryProblem_whereSeveralTensorsDoNotFit() {
        byte[] model = TestGraphs.model(ai.onnx.proto.OnnxMl.GraphProto.newBuilder()
                .addInput(TestGraphs.shaped("a", TestGraphs.FLOAT, -1, 2, 3))
                .addInput(TestGraphs.shaped("b", TestGraphs.INT64, 4, 1))
                .addInput(TestGraphs.shaped("c", TestGraphs.FLOAT, -1, 1))
                .addOutput(TestGraphs.shaped("y", TestGraphs.FLOAT, -1, 1))
                .addNode(TestGraphs.node("Identity", List.of("c"), List.of("y"))));
        List<TensorSpec> inputs = List.of(
                new TensorSpec(
                        "a",
                        TensorType.FLOAT32,
                        columns("f0", "f1", "f2", "f3", "f4"),
                        List.of(3, 2),
                        new MissingPolicy.Reject()),
                new TensorSpec("b", TensorType.FLOAT32, columns("f0")),
                new TensorSpec("c", TensorType.FLOAT32, columns("f9", "g0")),
                new TensorSpec("d", TensorType.FLOAT32, columns("f0")));
        assertThatThrownBy(() -> load(model, inputs, new OutputSpec("z", 0, Optional.empty(), List.of(), List.of("y"))))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(
                        "input 'a' must have a shape that fits model and columns: the manifest says [3, 2] per"
                                + " row, the model declares [N, 2, 3], the manifest's columns give 5 (f0, f1, ..., f4)")
                .hasMessageContaining("input 'b' must have the model's type int64: the manifest says float32")
                .hasMessageContaining(
                        "input 'c' must be built from the pipeline's features: a feature must be declared:"
                                + " 'f9' is not, nearest is 'f0' (column 'f9' of tensor 'c')")
                .hasMessageContaining("'g0' is not")
                .hasMessageContaining("input 'd' must be an input of the model, whose inputs are [a, b, c]")
                .hasMessageContaining("all inputs must have the same number of rows, or all any number (N): has [N, 4]"
                        + " for [a, b]")
                .hasMessageContaining("output 'z' must be an output of the model, whose outputs are [y]");
    }

    private static List<ColumnSpec> columns(String... features) {
        return List.of(features).stream()
                .map(feature -> new ColumnSpec(feature, List.of()))
                .toList();
    }

    private static TensorSpec input(TensorType type, int width, String... features) {
        String[] first =
                IntStream.range(0, width).mapToObj(column -> "f" + column).toArray(String[]::new);
        return new TensorSpec("x", type, columns(features.length == 0 ? first : features));
    }

    private static ScoreResult score(byte[] model, TensorSpec input, double[][] rows) throws Exception {
        OutputSpec outputs = new OutputSpec("y", 0, Optional.empty(), List.of(), List.of("y"));
        try (Scorer scorer = load(model, input, outputs);
                Scorer.Run run = scorer.open(1)) {
            return run.score(table(rows), rows.length);
        }
    }

    private static Scorer load(byte[] model, TensorSpec input, OutputSpec outputs) throws Exception {
        return load(model, List.of(input), outputs);
    }

    private static Scorer load(byte[] model, List<TensorSpec> inputs, OutputSpec outputs) throws Exception {
        ModelManifest manifest = new ModelManifest(
                "test", "1", new ModelFile("model.onnx", ""), new ModelContract(ModelTask.REGRESSION, inputs, outputs));
        return RUNTIME.load(new ModelArtifact(manifest, model), SCHEMA);
    }

    private static FeatureTable table(double[][] rows) {
        FeatureTable table = new FeatureTable(SCHEMA, rows.length);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                table.number(column, row, rows[row][column]);
            }
        }
        return table;
    }
}
