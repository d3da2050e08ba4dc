package io.riffle.feature;

import static io.riffle.feature.Tensors.column;
import static io.riffle.feature.Tensors.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import io.riffle.image.ImageDecoder;
import io.riffle.image.ImageLimits;
import io.riffle.image.PixelRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every image and every tensor of {@code images/index.json}, all elements; the values come from Pillow and numpy. */
class ImageReferenceTest {
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(List.of(new Feature("photo", FeatureType.IMAGE, FeatureSource.EVENT)));
    /** JPEG decoders differ by a few levels in single pixels. */
    private static final double JPEG_MEAN = 0.1;

    static List<String> images() {
        List<String> names = new ArrayList<>();
        index().get("images").forEach(image -> names.add(image.get("file").asText()));
        return names;
    }

    static List<String> tensors() {
        List<String> names = new ArrayList<>();
        index().get("tensors").forEach(tensor -> names.add(tensor.get("id").asText()));
        return names;
    }

    @ParameterizedTest
    @MethodSource("images")
    void image_isDecoded(String file) throws Exception {
        JsonNode entry = entry("images", "file", file);
        PixelRows image = new ImageDecoder(ImageLimits.WIDEST).decode(bytes(file));
        boolean turned = file.contains("exif");
        assertThat(image.width())
                .isEqualTo(entry.get(turned ? "height" : "width").asInt());
        assertThat(image.height())
                .isEqualTo(entry.get(turned ? "width" : "height").asInt());
        if (!entry.has("rgb_sum")) {
            return;
        }
        double[] sums = new double[3];
        float[] row = new float[image.width() * 3];
        for (int y = 0; y < image.height(); y++) {
            image.read(y, row);
            if (y == 0 && file.endsWith(".png")) {
                assertThat(new double[] {row[0], row[1], row[2]}).containsExactly(numbers(entry.get("rgb_top_left")));
            }
            for (int i = 0; i < row.length; i++) {
                sums[i % 3] += row[i];
            }
        }
        double allowed = file.endsWith(".png") ? 0 : JPEG_MEAN * image.width() * image.height();
        assertThat(sums).containsExactly(numbers(entry.get("rgb_sum")), within(allowed));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void tensor_equalsTheReference(String id) throws Exception {
        JsonNode entry = entry("tensors", "id", id);
        TensorSpec spec = new TensorSpec("t", TensorType.FLOAT32, List.of(column("photo", steps(id))));
        TensorBuilder builder = TensorBuilder.create(spec, SCHEMA);
        assertThat(builder.shape()).isEqualTo(shape(entry).subList(1, 4));
        FeatureTable table = new FeatureTable(SCHEMA, 2);
        table.image(0, 1, bytes(entry.get("source").asText()));
        ByteBuffer target = Tensors.buffer(builder.width() * Float.BYTES);
        assertThat(builder.write(table, 1, 2, target))
                .as(builder.problem(table, 1).orElse(""))
                .isZero();
        float[] expected = expected(entry, builder.width());
        double tolerance = entry.get("tolerance_abs").asDouble();
        for (int i = 0; i < expected.length; i++) {
            float found = target.getFloat(i * Float.BYTES);
            if (Math.abs(found - expected[i]) > tolerance) {
                fail("%s[%d] must be %s: was %s", id, i, expected[i], found);
            }
        }
    }

    @Test
    void tensors_areCompared_allOfThem() {
        assertThat(tensors()).hasSize(23);
    }

    private static StepSpec[] steps(String id) {
        StepSpec divide = step("divide", Map.of("by", 255L));
        StepSpec small = crop(20, 24);
        StepSpec whole = step("size", Map.of("width", 40L, "height", 30L));
        StepSpec last = step("channels-last");
        StepSpec white = step("background", Map.of("color", List.of(255L, 255L, 255L)));
        return switch (id.substring(id.indexOf('_') + 1)) {
            case "scale", "jpeg" -> new StepSpec[] {small, divide};
            case "bilinear" ->
                new StepSpec[] {
                    id.startsWith("fur") ? resize(96, 72, "bilinear") : resize(48, 64, "bilinear"), divide, imageNet()
                };
            case "nearest" -> new StepSpec[] {resize(32, 40, "nearest"), divide, last};
            case "antialias" -> new StepSpec[] {resize(48, 64, "antialias"), divide};
            case "grey" -> new StepSpec[] {resize(28, 28, "nearest"), step("grey"), divide};
            case "bgr" ->
                new StepSpec[] {crop(10, 12), step("bgr"), step("normalize", Map.of("mean", List.of(104L, 117L, 123L)))
                };
            case "enlarge" -> new StepSpec[] {crop(9, 7), resize(18, 28, "bilinear"), divide, last};
            case "on_white" -> new StepSpec[] {white, whole, divide};
            case "grey8", "bits1", "grey16" -> new StepSpec[] {whole, step("grey"), divide};
            case "rgb" -> new StepSpec[] {whole, divide, last};
            default -> new StepSpec[] {whole, divide};
        };
    }

    private static StepSpec crop(long height, long width) {
        return step("centre-crop", Map.of("height", height, "width", width));
    }

    private static StepSpec resize(long height, long width, String method) {
        return step("resize", Map.of("height", height, "width", width, "method", method));
    }

    private static StepSpec imageNet() {
        return step("normalize", Map.of("mean", List.of(0.485, 0.456, 0.406), "std", List.of(0.229, 0.224, 0.225)));
    }

    private static List<Integer> shape(JsonNode entry) {
        List<Integer> shape = new ArrayList<>();
        entry.get("shape").forEach(dimension -> shape.add(dimension.asInt()));
        return shape;
    }

    private static float[] expected(JsonNode entry, int width) throws IOException {
        float[] values = new float[width];
        if (entry.has("values")) {
            assertThat(entry.get("values")).hasSize(width);
            for (int i = 0; i < width; i++) {
                values[i] = entry.get("values").get(i).floatValue();
            }
            return values;
        }
        try (InputStream stream = new GZIPInputStream(
                Files.newInputStream(ReferenceData.file(entry.get("file").asText())))) {
            byte[] bytes = stream.readAllBytes();
            assertThat(bytes).hasSize(width * Float.BYTES);
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        }
        return values;
    }

    private static double[] numbers(JsonNode array) {
        return ReferenceData.numbers(array);
    }

    private static JsonNode index() {
        return ReferenceData.json("images/index.json");
    }

    private static JsonNode entry(String list, String key, String name) {
        for (JsonNode entry : index().get(list)) {
            if (entry.get(key).asText().equals(name)) {
                return entry;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(ReferenceData.file(file));
    }
}
