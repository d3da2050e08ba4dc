package io.riffle.demo.digits;

import io.riffle.model.folder.MetricsText;
import io.riffle.model.folder.Sha256;
import io.riffle.model.graph.OnnxExport;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceMeasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes the model of the digits as a model folder. */
public final class DigitFolder {
    private static final int GOLDEN = 3;
    private static final int UNSEEN = 1_000;

    private DigitFolder() {}

    public static void write(Path folder, DigitModel model, long seed) throws IOException {
        byte[] onnx = onnx(model);
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), onnx);
        Files.writeString(folder.resolve("model.yaml"), manifest(folder, model, onnx, seed));
    }

    private static String manifest(Path folder, DigitModel model, byte[] onnx, long seed) {
        StringBuilder text = new StringBuilder("""
                # Made by `riffle demo digits --train DIR --seed %d`. Do not edit.
                name: digits
                version: "%s"
                sha256: %s
                task: multiclass-classification
                inputs:
                  image:
                    type: float32
                    columns:
                      - photo: [{resize: {width: 28, height: 28, method: antialias}}, grey, {divide: {by: 255}}]
                output:
                  score: {tensor: probabilities, column: "0"}
                  labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
                  top: 3
                golden:
                  rows:
                """.formatted(seed, folder.getFileName(), Sha256.of(onnx)));
        Random random = new Random(seed);
        for (int digit = 0; digit < GOLDEN; digit++) {
            SegmentDigit drawn = SegmentDigit.draw(digit, random);
            text.append(String.format(
                    Locale.ROOT,
                    "    - {features: {photo: %s}, score: %.7f}%n",
                    Base64.getEncoder().encodeToString(drawn.png()),
                    model.probabilities(drawn.values())[0]));
        }
        double accuracy = model.accuracy(seed + 1, UNSEEN);
        return text.append(MetricsText.of(
                        new PerformanceBaseline(UNSEEN, Double.NaN, Map.of(PerformanceMeasure.ACCURACY, accuracy))))
                .toString();
    }

    private static byte[] onnx(DigitModel model) {
        return OnnxExport.bytes(
                "digits",
                "image",
                "probabilities",
                List.of(new OnnxExport.Layer(model.weights(), model.biases(), "Softmax")));
    }
}
