package io.riffle.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.riffle.feature.TensorType;
import io.riffle.learning.Example;
import io.riffle.learning.LearningSettings;
import io.riffle.learning.OnlineLearner;
import io.riffle.learning.Target;
import io.riffle.model.graph.CorrectionGraph;
import io.riffle.model.graph.OnnxExport;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ONNX Runtime makes of the file against what the learner says, on 1,000 rows of which many have odd values. */
class CorrectionGraphTest {
    private static final int INPUTS = 4;
    private static final int ROWS = 1_000;
    private static final CorrectionGraph.Input INPUT = new CorrectionGraph.Input("x", TensorType.FLOAT32, INPUTS);

    private static Target target(String name) {
        return switch (name) {
            case "binary" -> new Target.Binary();
            case "classes" -> new Target.Classes(3);
            default -> new Target.Regression();
        };
    }

    private static float[][] rows(long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[ROWS][INPUTS];
        for (float[] row : rows) {
            for (int i = 0; i < INPUTS - 1; i++) {
                row[i] = (float) (random.nextGaussian() * Math.pow(10, i));
            }
            row[INPUTS - 1] = 3;
            if (random.nextInt(10) == 0) {
                row[random.nextInt(INPUTS)] = random.nextBoolean() ? Float.NaN : 1e30f;
            }
        }
        return rows;
    }

    private static double[] wide(float[] row) {
        double[] wide = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            wide[i] = row[i];
        }
        return wide;
    }

    private static double truth(Target target, float[] row, Random random) {
        double sum = row[0] + row[1] / 5 + random.nextGaussian();
        if (target instanceof Target.Regression) {
            return Double.isFinite(sum) ? 100 + 20 * sum : 0;
        }
        return target.size() == 1 ? (sum > 0 ? 1 : 0) : sum > 1 ? 2 : sum > -1 ? 1 : 0;
    }

    private static OnlineLearner learned(Target target, float[][] rows, double[][] champion) {
        OnlineLearner learner = new OnlineLearner(LearningSettings.of(target, INPUTS));
        Random random = new Random(1);
        for (int at = 0; at < rows.length; at++) {
            learner.fold(
                    at,
                    Example.of(wide(rows[at]), truth(target, rows[at], random)).over(champion[at]));
        }
        return learner;
    }

    private static double[][] answers(byte[] onnx, float[][] rows, String output) throws OrtException {
        OrtEnvironment environment = SharedEnvironment.get();
        FloatBuffer values = FloatBuffer.allocate(rows.length * INPUTS);
        for (float[] row : rows) {
            values.put(row);
        }
        values.flip();
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor x = OnnxTensor.createTensor(environment, values, new long[] {rows.length, INPUTS});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            assertThat(session.getOutputNames()).containsExactly(output);
            float[][] found = (float[][]) result.get(0).getValue();
            double[][] answers = new double[found.length][];
            for (int row = 0; row < found.length; row++) {
                answers[row] = wide(found[row]);
            }
            return answers;
        }
    }

    private static void same(OnlineLearner learner, byte[] onnx, float[][] rows, double[][] champion)
            throws OrtException {
        double[][] answers = answers(onnx, rows, CorrectionGraph.OUTPUT);
        boolean differs = false;
        for (int row = 0; row < rows.length; row++) {
            double[] said = learner.ask(wide(rows[row]), champion[row]).scores();
            for (int i = 0; i < said.length; i++) {
                assertThat(answers[row][i])
                        .as("row %d", row)
                        .isCloseTo(said[i], within(1e-6 * Math.max(1, Math.abs(said[i]) / 8)));
                differs |= champion[row].length > 0 && Math.abs(said[i] - champion[row][i]) > 0.01;
            }
        }
        assertThat(differs).isEqualTo(champion[0].length > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "classes", "number"})
    void alone_answersAsTheLearner(String name) throws OrtException {
        float[][] rows = rows(2);
        double[][] nobody = new double[ROWS][0];
        Target target = target(name);
        OnlineLearner learner = learned(target, rows, nobody);
        byte[] onnx = CorrectionGraph.alone("learned", List.of(INPUT), target, learner.snapshot());
        same(learner, onnx, rows, nobody);
        assertThat(CorrectionGraph.alone("learned", List.of(INPUT), target, learner.snapshot()))
                .isEqualTo(onnx);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "classes", "number"})
    void behind_answersAsTheLearner_thatCorrectsTheChampion(String name) throws OrtException {
        float[][] rows = rows(3);
        Target target = target(name);
        byte[] champion = champion(target);
        double[][] known = answers(champion, rows, "p");
        for (double[] row : known) {
            for (int i = 0; i < row.length; i++) {
                // No pipeline lets an answer through that is no number.
                row[i] = Double.isFinite(row[i]) ? row[i] : 0.5;
            }
        }
        OnlineLearner learner = learned(target, rows, known);
        byte[] onnx = CorrectionGraph.behind(champion, "p", 0, List.of(INPUT), target, learner.snapshot());
        float[][] finite = finite(rows);
        same(learner, onnx, finite, answers(champion, finite, "p"));
        byte[] again =
                CorrectionGraph.behind(onnx, CorrectionGraph.OUTPUT, 0, List.of(INPUT), target, learner.snapshot());
        same(learner, again, finite, answers(onnx, finite, CorrectionGraph.OUTPUT));
    }

    private static float[][] finite(float[][] rows) {
        float[][] finite = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            finite[row] = rows[row].clone();
            for (int i = 0; i < INPUTS; i++) {
                finite[row][i] = Float.isNaN(finite[row][i]) ? 0 : Math.min(1e4f, finite[row][i]);
            }
        }
        return finite;
    }

    private static byte[] champion(Target target) {
        int outputs = target.size();
        float[] weights = new float[outputs * INPUTS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.1f * (i - 2) / (1 + 10 * (i % INPUTS));
        }
        String activation = target instanceof Target.Regression ? "Identity" : outputs == 1 ? "Sigmoid" : "Softmax";
        return OnnxExport.bytes(
                "champion", "x", "p", List.of(new OnnxExport.Layer(weights, new float[outputs], activation)));
    }

    @Test
    void behind_refusesAChampion_thatCannotBeContinued() {
        Target target = new Target.Binary();
        OnlineLearner learner = new OnlineLearner(LearningSettings.of(target, INPUTS));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CorrectionGraph.behind(champion(target), "q", 0, List.of(INPUT), target, learner.snapshot()))
                .withMessage("the champion must have its output q");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrectionGraph.behind(
                        new byte[] {1, 2, 3}, "p", 0, List.of(INPUT), target, learner.snapshot()))
                .withMessage("the champion must be an ONNX model");
    }
}
