package io.riffle.demo.train;

import io.riffle.feature.ColumnSpec;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.ModelTask;
import io.riffle.model.folder.OutputSpec;
import io.riffle.model.folder.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes a trained model as a model folder, which is named after its version. */
public final class ModelFolderWriter {
    static final String OUTPUT = "fraud_probability";

    private static final List<String> LABELS = List.of("genuine", "fraud");
    private static final String MODEL_FILE = "model.onnx";

    private final Path folder;
    private final String name;

    public ModelFolderWriter(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Writes the model and its manifest, which begins with the comment. */
    public void write(TrainedModel model, String comment) throws IOException {
        byte[] onnx = model.network().onnx(name.replace('-', '_'), OUTPUT);
        ModelManifest manifest = manifest(model, Sha256.of(onnx));
        Files.createDirectories(folder);
        Files.write(folder.resolve(MODEL_FILE), onnx);
        Files.writeString(folder.resolve("model.yaml"), new ManifestText().write(manifest, comment));
    }

    private ModelManifest manifest(TrainedModel model, String sha256) {
        LabelledRows rows = model.rows();
        List<ColumnSpec> columns = model.input().columns();
        double[] scores = scores(model);
        return new ModelManifest(
                name,
                String.valueOf(folder.getFileName()),
                new ModelFile(MODEL_FILE, sha256),
                new ModelContract(
                        ModelTask.BINARY_CLASSIFICATION,
                        List.of(model.input()),
                        new OutputSpec(OUTPUT, 0, Optional.empty(), LABELS, List.of(OUTPUT))),
                Optional.of(new ReferenceBuilder(rows.table(), rows.fairRows(), LABELS).build(columns, scores)),
                GoldenBuilder.build(rows.table(), columns, scores));
    }

    private static double[] scores(TrainedModel model) {
        LabelledRows rows = model.rows();
        float[] matrix = ModelInputs.matrix(model.input(), rows.table(), rows.size());
        return IntStream.range(0, rows.size())
                .mapToDouble(row -> model.network().score(matrix, row))
                .toArray();
    }
}
