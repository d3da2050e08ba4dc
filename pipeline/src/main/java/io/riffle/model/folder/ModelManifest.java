package io.riffle.model.folder;

import io.riffle.feature.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model version as its {@code model.yaml} declares it.
 *
 * @param file name of the model file, relative to the manifest's folder
 * @param sha256 of that file, 64 lower-case hexadecimal digits
 * @param inputs how each of the model's input tensors is built
 * @param features the versions of features that the model was trained with, for those that it is bound to
 */
public record ModelManifest(
        String name,
        String version,
        String file,
        String sha256,
        ModelTask task,
        List<TensorSpec> inputs,
        OutputSpec output,
        Optional<ReferenceProfile> reference,
        GoldenRows golden,
        ModelNotes notes,
        Map<String, Long> features) {
    /** The model file of a manifest that names none. */
    public static final String USUAL_FILE = "model.onnx";

    public ModelManifest {
        inputs = List.copyOf(inputs);
        features = Map.copyOf(features);
    }

    /** A manifest without notes, whose model takes features of any version. */
    public ModelManifest(
            String name,
            String version,
            String file,
            String sha256,
            ModelTask task,
            List<TensorSpec> inputs,
            OutputSpec output,
            Optional<ReferenceProfile> reference,
            GoldenRows golden) {
        this(name, version, file, sha256, task, inputs, output, reference, golden, ModelNotes.NONE, Map.of());
    }
}
