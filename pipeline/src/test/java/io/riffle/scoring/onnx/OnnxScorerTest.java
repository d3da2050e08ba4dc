package io.riffle.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.deadletter.Rejection;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.frame.OutputColumn;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One row must not disturb another: each case is a model that fails, hangs or mixes up a batch because of one row. */
class OnnxScorerTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("x", FeatureType.NUMBER, FeatureSource.EVENT)));
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofSeconds(1), Duration.ofSeconds(30), System::nanoTime);

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    @Test
    void score_refusesOnlyTheOffender_whereOneRowFailsTheBatch() throws Exception {
        ScoreResult result = score(TestGraphs.lookUp(), TensorType.INT64, 3, 1, 99, 2);
        assertThat(result.failures()).containsOnlyKeys(2);
        assertThat(result.failures().get(2).reason()).isEqualTo(DeadLetterReason.MODEL_ERROR);
        assertThat(result.failures().get(2).message()).contains("Gather");
        assertThat(scores(result, 0, 1, 3)).containsExactly(30, 10, 20);
    }

    /** The memory is used again after a run was cut off, and the cut must not hit the runs after it. */
    @Test
    void score_refusesOnlyTheOffenders_whereSomeRowsHangTheBatch() throws Exception {
        long forever = 1L << 50;
        try (Scorer scorer = load(TestGraphs.countTo(), TensorType.INT64);
                Scorer.Run run = scorer.open(1)) {
            for (int frame = 0; frame < 2; frame++) {
                ScoreResult result = run.score(table(5, forever, 3, forever, 4), 5);
                assertThat(result.failures()).containsOnlyKeys(1, 3);
                assertThat(result.failures().values())
                        .extracting(Rejection::reason)
                        .containsOnly(DeadLetterReason.MODEL_TIMEOUT);
                assertThat(scores(result, 0, 2, 4)).containsExactly(5, 3, 4);
                assertThat(run.score(table(1, 2, 3), 3).failures()).isEmpty();
            }
        }
    }

    /** What is left of a transaction may be less than the limits of a frame, and in the end nothing. */
    @Test
    void score_endsInTheTimeThatIsLeft_whereAllRowsHang() throws Exception {
        long forever = 1L << 50;
        try (Scorer scorer = load(TestGraphs.countTo(), TensorType.INT64);
                Scorer.Run run = scorer.open(1)) {
            for (long most : new long[] {600_000_000L, 0}) {
                long start = System.nanoTime();
                ScoreResult result = run.score(table(forever, forever, forever), 3, most);
                assertThat(System.nanoTime() - start).isLessThan(most + 300_000_000L);
                assertThat(result.failures()).containsOnlyKeys(0, 1, 2);
                assertThat(result.failures().values())
                        .extracting(Rejection::reason)
                        .containsOnly(DeadLetterReason.MODEL_TIMEOUT);
            }
            assertThat(run.score(table(1, 2, 3), 3, 600_000_000L).failures()).isEmpty();
        }
    }

    @Test
    void score_givesEachRowItsOwn_whereTheModelAnswersOneRowForABatch() throws Exception {
        ScoreResult result = score(TestGraphs.sumOfRows(), TensorType.FLOAT32, 1, 2, 4);
        assertThat(result.failures()).isEmpty();
        assertThat(scores(result, 0, 1, 2)).containsExactly(1, 2, 4);
    }

    @Test
    void score_isInvalidForThatRow_whereItIsNoNumber() throws Exception {
        ScoreResult result = score(TestGraphs.sumOfRows(), TensorType.FLOAT32, 1, Double.NaN, 1e300);
        assertThat(result.failures()).containsOnlyKeys(1, 2);
        assertThat(result.failures().get(1).message())
                .isEqualTo("the score must be a finite number: was NaN (output 'y', column 0)");
    }

    @Test
    void score_refusesTheRow_whereAValueDoesNotFitTheTensor() throws Exception {
        ScoreResult result = score(TestGraphs.lookUp(), TensorType.INT64, 1, Double.NaN, 2);
        assertThat(result.failures()).containsOnlyKeys(1);
        assertThat(result.failures().get(1).message()).contains("'x' must be").contains("was missing");
        assertThat(scores(result, 0, 2)).containsExactly(10, 20);
    }

    /** A declared width lets the runtime write to our memory, an undeclared one is learned from the answer. */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void score_readsOutputsOfEveryType(int width) throws Exception {
        List<String> names = List.of("float32", "float64", "int64", "int32", "uint8", "bool", "float16");
        OutputSpec outputs = new OutputSpec("float64", 0, Optional.of("int64"), List.of(), names);
        try (Scorer scorer = load(TestGraphs.casts(width), TensorType.FLOAT32, outputs);
                Scorer.Run run = scorer.open(1)) {
            for (int again = 0; again < 3; again++) {
                ScoreResult result = run.score(table(200, 0, 300 * again), 3);
                assertThat(scores(result, 0, 1, 2)).containsExactly(200, 0, 300 * again);
                assertThat(result.labels()).startsWith("200", "0", Integer.toString(300 * again));
                assertThat(result.outputs()).extracting(OutputColumn::name).isEqualTo(names);
                assertThat(result.outputs()).extracting(OutputColumn::width).containsOnly(1);
                assertThat((float[]) result.outputs().get(0).values()).startsWith(200f, 0f);
                assertThat((double[]) result.outputs().get(1).values()).startsWith(200d, 0d);
                assertThat((long[]) result.outputs().get(2).values()).startsWith(200L, 0L);
                assertThat((int[]) result.outputs().get(3).values()).startsWith(200, 0);
                assertThat((int[]) result.outputs().get(4).values()).startsWith(200, 0);
                assertThat((boolean[]) result.outputs().get(5).values()).startsWith(true, false);
                assertThat((float[]) result.outputs().get(6).values()).startsWith(200f, 0f);
            }
        }
    }

    @Test
    void score_growsItsMemory_whereFramesGrow() throws Exception {
        try (Scorer scorer = load(TestGraphs.sumOfRows(), TensorType.FLOAT32);
                Scorer.Run run = scorer.open(1)) {
            for (int rows : new int[] {1, 3, 200, 2, 300}) {
                double[] values = new double[rows];
                Arrays.setAll(values, row -> row);
                ScoreResult result = run.score(table(values), rows);
                assertThat(result.failures()).isEmpty();
                assertThat(result.scores()).startsWith(values);
            }
        }
    }

    @Test
    void score_isEmpty_whereThereAreNoRows() throws Exception {
        assertThat(score(TestGraphs.sumOfRows(), TensorType.FLOAT32).failures()).isEmpty();
    }

    @Test
    void run_goesOn_whereTheScorerIsClosed() throws Exception {
        Scorer scorer = load(TestGraphs.sumOfRows(), TensorType.FLOAT32);
        Scorer.Run run = scorer.open(1);
        scorer.close();
        scorer.close();
        assertThat(run.score(table(7), 1).scores()).startsWith(7);
        run.close();
        run.close();
        assertThatThrownBy(() -> scorer.open(1)).isInstanceOf(IllegalStateException.class);
    }

    private static double[] scores(ScoreResult result, int... rows) {
        return Arrays.stream(rows).mapToDouble(row -> result.scores()[row]).toArray();
    }

    private static ScoreResult score(byte[] model, TensorType type, double... values) throws Exception {
        try (Scorer scorer = load(model, type);
                Scorer.Run run = scorer.open(1)) {
            return run.score(table(values), values.length);
        }
    }

    private static Scorer load(byte[] model, TensorType type) throws Exception {
        return load(model, type, new OutputSpec("y", 0, Optional.empty(), List.of(), List.of("y")));
    }

    private static Scorer load(byte[] model, TensorType type, OutputSpec outputs) throws Exception {
        TensorSpec input = new TensorSpec("x", type, List.of(new ColumnSpec("x", List.of())));
        ModelManifest manifest = new ModelManifest(
                "test",
                "1",
                new ModelFile("model.onnx", ""),
                new ModelContract(ModelTask.REGRESSION, List.of(input), outputs));
        return RUNTIME.load(new ModelArtifact(manifest, model), SCHEMA);
    }

    private static FeatureTable table(double... values) {
        FeatureTable table = new FeatureTable(SCHEMA, Math.max(1, values.length));
        for (int row = 0; row < values.length; row++) {
            table.number(0, row, values[row]);
        }
        return table;
    }
}
