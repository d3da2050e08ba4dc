package io.riffle.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import io.riffle.feature.StepSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.feature.Transforms;
import io.riffle.frame.OutputColumn;
import io.riffle.model.folder.BoxLayout;
import io.riffle.model.folder.DetectionSpec;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ModelTask;
import io.riffle.model.folder.OutputSpec;
import io.riffle.scoring.ScoreResult;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.output.OutputValues;
import io.riffle.scoring.output.TopClasses;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Boxes of a model whose answer is known: four fixed boxes of 20 x 20 pixels, whose confidences are shares of how bright
 * the image is.
 */
class DetectionTest {
    private static final OnnxModelRuntime RUNTIME =
            new OnnxModelRuntime(Transforms.load(), Duration.ofSeconds(5), Duration.ofSeconds(30), System::nanoTime);
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("photo", FeatureType.IMAGE, FeatureSource.EVENT)));
    private static final float[] BOXES = {
        0, 0, 2, 6, 12, 11,
        0, 0, 3, 6, 13, 11,
        1, 0, 2, 6, 12, 11,
        0, 0, 15, 5, 30, 15
    };
    private static final float[] CONFIDENCES = {
        0, 1.8f, 0, 0, 0, 0,
        0, 1.6f, 0, 0, 0, 0,
        0, 1.4f, 0, 0, 0, 0,
        0, 0.4f, 0, 0, 0, 0
    };

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    /** The image of 100 x 50 pixels fills half of the input, below a margin of 5: 5 pixels are one of the model's. */
    @Test
    void boxes_areThoseThatRemain_inPixelsOfTheOriginal() throws Exception {
        ScoreResult result = detect(0.15, 0.5, image(Color.WHITE), image(Color.BLACK), image(Color.WHITE));
        assertThat(result.failures()).isEmpty();
        assertThat(result.scores()[0]).isEqualTo(0.9, within(1e-6));
        assertThat(result.scores()[1]).isZero();
        OutputColumn classes = result.outputs().get(0);
        OutputColumn scores = result.outputs().get(1);
        OutputColumn boxes = result.outputs().get(2);
        assertThat(classes.used(0)).isEqualTo(3);
        assertThat(classes.used(1)).isZero();
        assertThat(boxes.used(2)).isEqualTo(12);
        assertThat(Arrays.copyOf((String[]) classes.values(), 3)).containsExactly("cat", "dog", "cat");
        assertThat(Arrays.copyOf((double[]) scores.values(), 3))
                .containsExactly(new double[] {0.9, 0.7, 0.2}, within(1e-6));
        assertThat(Arrays.copyOf((double[]) boxes.values(), 12))
                .containsExactly(new double[] {10, 5, 60, 30, 10, 5, 60, 30, 75, 0, 100, 50}, within(1e-9));
    }

    @Test
    void boxes_ofLessConfidenceThanTheThreshold_doNotCount() throws Exception {
        assertThat(detect(0.75, 0.5, image(Color.WHITE)).outputs().get(0).used(0))
                .isEqualTo(1);
        assertThat(detect(0.75, 0.95, image(Color.WHITE)).outputs().get(0).used(0))
                .isEqualTo(2);
    }

    @Test
    void topClasses_areTheLikeliest_inOrder() {
        OutputValues<?> values = OutputValues.of(TensorType.FLOAT64);
        values.reserve(8);
        double[] probabilities = (double[]) values.array();
        System.arraycopy(new double[] {0.1, 0.6, 0.1, 0.2, 0.25, 0.25, 0.4, 0.1}, 0, probabilities, 0, 8);
        TopClasses top = new TopClasses(3, List.of("a", "b", "c", "d"));
        top.reserve(2);
        top.read(values, 0, 0);
        top.read(values, 4, 1);
        assertThat((String[]) top.columns().get(0).values()).containsExactly("b", "d", "a", "c", "a", "b");
        assertThat((double[]) top.columns().get(1).values()).containsExactly(0.6, 0.2, 0.1, 0.4, 0.25, 0.25);
    }

    private static ScoreResult detect(double threshold, double overlap, byte[]... images) throws Exception {
        DetectionSpec detection = new DetectionSpec(new BoxLayout(6, 0, 1, 2, false, false), threshold, overlap, 3);
        OutputSpec output = new OutputSpec(
                "boxes", 0, Optional.empty(), List.of("cat", "dog"), List.of(), 0, Optional.of(detection));
        ModelManifest manifest = new ModelManifest(
                "test",
                "1",
                new ModelFile("model.onnx", ""),
                new ModelContract(ModelTask.DETECTION, List.of(input()), output));
        try (Scorer scorer = RUNTIME.load(new ModelArtifact(manifest, model()), SCHEMA);
                Scorer.Run run = scorer.open(1)) {
            FeatureTable table = new FeatureTable(SCHEMA, images.length);
            for (int row = 0; row < images.length; row++) {
                table.image(0, row, images[row]);
            }
            return run.score(table, images.length);
        }
    }

    private static TensorSpec input() {
        List<StepSpec> steps = List.of(
                new StepSpec("fit", Map.of("width", 20L, "height", 20L)),
                new StepSpec("grey", Map.of()),
                new StepSpec("divide", Map.of("by", 255L)));
        return new TensorSpec("photo", TensorType.FLOAT32, List.of(new ColumnSpec("photo", steps)));
    }

    private static byte[] model() {
        return TestGraphs.model(GraphProto.newBuilder()
                .addInput(TestGraphs.shaped("photo", TestGraphs.FLOAT, -1, 1, 20, 20))
                .addOutput(TestGraphs.shaped("boxes", TestGraphs.FLOAT, -1, 4, 6))
                .addInitializer(constant("fixed", BOXES))
                .addInitializer(constant("shares", CONFIDENCES))
                .addNode(TestGraphs.node("ReduceMean", List.of("photo"), List.of("bright")).toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axes")
                                .setType(AttributeProto.AttributeType.INTS)
                                .addInts(2)
                                .addInts(3))
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("keepdims")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(0)))
                .addInitializer(TensorProto.newBuilder()
                        .setName("last")
                        .setDataType(TestGraphs.INT64)
                        .addDims(1)
                        .addInt64Data(2))
                .addNode(TestGraphs.node("Unsqueeze", List.of("bright", "last"), List.of("scale")))
                .addNode(TestGraphs.node("Mul", List.of("scale", "shares"), List.of("confidences")))
                .addNode(TestGraphs.node("Add", List.of("confidences", "fixed"), List.of("boxes"))));
    }

    private static TensorProto constant(String name, float[] values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TestGraphs.FLOAT)
                .addDims(1)
                .addDims(4)
                .addDims(6);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static byte[] image(Color color) throws Exception {
        BufferedImage image = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, 100, 50);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
