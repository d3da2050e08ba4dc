package io.riffle.benchmark;

import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.MlpModel;
import io.riffle.model.folder.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The benchmark's model as a folder that Riffle deploys: {@code <version>/model.onnx} and {@code model.yaml}. */
final class RiffleModelFolder {
    private RiffleModelFolder() {}

    static void write(Path directory, Path model) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(MlpModel.VERSION));
        byte[] onnx = Files.readAllBytes(model);
        Files.write(folder.resolve("model.onnx"), onnx);
        Files.writeString(folder.resolve("model.yaml"), yaml(Sha256.of(onnx)));
    }

    private static String yaml(String sha256) {
        return """
                name: %s
                version: "%s"
                sha256: %s
                task: binary-classification
                inputs:
                  %s:
                    type: float32
                    columns:
                %s
                output:
                  score: {tensor: %s, column: 0}
                  publish: [%s]
                """.formatted(
                        MlpModel.NAME,
                        MlpModel.VERSION,
                        sha256,
                        MlpModel.INPUT,
                        columns().stream().map(column -> "      - " + column).collect(Collectors.joining("\n")),
                        MlpModel.OUTPUT,
                        MlpModel.OUTPUT);
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(FeatureLayout.EVENT_FIELDS);
        columns.add("category: [{one-hot: {categories: [" + String.join(", ", FeatureLayout.CATEGORIES) + "]}}]");
        for (int minutes : FeatureLayout.WINDOW_MINUTES) {
            for (String aggregate : FeatureLayout.AGGREGATES) {
                columns.add(RiffleContender.feature(minutes, aggregate));
            }
        }
        columns.addAll(FeatureLayout.PROFILE_FIELDS);
        return columns;
    }
}
