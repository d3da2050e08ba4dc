package io.riffle.app.deploy;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.feature.Transforms;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelFile;
import io.riffle.model.folder.Sha256;
import io.riffle.model.trees.TreeConversion;
import io.riffle.model.trees.TreeFile;
import io.riffle.model.trees.TreeProof;
import io.riffle.scoring.Scorer;
import io.riffle.scoring.onnx.OnnxModelRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of trees that was converted, and answers in ONNX Runtime as its file does.
 *
 * @param source the bytes of the file
 */
record ProvenTrees(TreeConversion conversion, TreeProof proof, byte[] source) {
    private static final Duration RUN_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(60);

    /** Converts a file of trees; empty if it is of another kind. */
    static Optional<ProvenTrees> read(byte[] bytes, String sha256) throws ModelRefusedException {
        Optional<TreeFile> file = TreeFile.read(bytes);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        TreeConversion conversion =
                new TreeConversion(file.get().model(), new ModelFile(file.get().name(), sha256));
        try (OnnxModelRuntime runtime =
                        new OnnxModelRuntime(Transforms.load(), RUN_LIMIT, LOAD_LIMIT, System::nanoTime);
                Scorer scorer = runtime.load(artifact(conversion), features(conversion));
                WrittenTrees written = new WrittenTrees(conversion.model(), scorer)) {
            return Optional.of(new ProvenTrees(conversion, conversion.prove(written), bytes));
        }
    }

    ManifestDraft draft(ManifestDraft.Version version) {
        return conversion.draft(version, proof);
    }

    /** With the very manifest that is to be written: it must fit the model, too. */
    private static ModelArtifact artifact(TreeConversion conversion) throws ModelRefusedException {
        byte[] onnx = conversion.onnx();
        ManifestDraft draft =
                conversion.draft(new ManifestDraft.Version("trees", "1", Sha256.of(onnx)), new TreeProof(0, 0));
        byte[] yaml = draft.text().getBytes(StandardCharsets.UTF_8);
        return new ModelArtifact(new ManifestReader(Path.of("model.yaml")).read(yaml), onnx);
    }

    /** As a pipeline would have them. */
    private static FeatureSchema features(TreeConversion conversion) {
        Map<String, Feature> features = new LinkedHashMap<>();
        for (ColumnSpec column : conversion.model().columns()) {
            boolean texts = column.steps().stream()
                    .flatMap(step -> ((List<?>) step.parameters().getOrDefault("categories", List.of())).stream())
                    .anyMatch(String.class::isInstance);
            FeatureType type = texts ? FeatureType.CATEGORY : FeatureType.NUMBER;
            features.put(column.feature(), new Feature(column.feature(), type, FeatureSource.EVENT));
        }
        return new FeatureSchema(List.copyOf(features.values()));
    }
}
