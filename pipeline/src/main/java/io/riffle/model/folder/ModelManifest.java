package io.riffle.model.folder;

import io.riffle.feature.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model version as its {@code model.yaml} declares it. */
public record ModelManifest(
        String name,
        String version,
        ModelFile model,
        ModelContract contract,
        Optional<ReferenceProfile> reference,
        GoldenRows golden,
        ModelNotes notes) {
    /** A manifest without notes. */
    public ModelManifest(
            String name,
            String version,
            ModelFile model,
            ModelContract contract,
            Optional<ReferenceProfile> reference,
            GoldenRows golden) {
        this(name, version, model, contract, reference, golden, ModelNotes.NONE);
    }

    /** A manifest that tells neither of its training nor of scores to be met. */
    public ModelManifest(String name, String version, ModelFile model, ModelContract contract) {
        this(name, version, model, contract, Optional.empty(), GoldenRows.NONE);
    }

    public String file() {
        return model.name();
    }

    public String sha256() {
        return model.sha256();
    }

    public ModelTask task() {
        return contract.task();
    }

    public List<TensorSpec> inputs() {
        return contract.inputs();
    }

    public OutputSpec output() {
        return contract.output();
    }

    public Map<String, Long> features() {
        return contract.features();
    }
}
