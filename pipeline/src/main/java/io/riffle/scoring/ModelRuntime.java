package io.riffle.scoring;

import io.riffle.feature.FeatureSchema;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ModelArtifact;

/** Makes scorers of inspected models. Thread-safe. Closing it ends the time limits of all its scorers: close those first. */
public interface ModelRuntime extends AutoCloseable {
    /**
     * Looks at a model's bytes before they are loaded.
     *
     * @param maxTensorBytes largest tensor that a model may declare
     * @throws ModelRefusedException at INSPECTION, if the bytes are no model or one that must not be loaded
     */
    void inspect(byte[] model, long maxTensorBytes) throws ModelRefusedException;

    /**
     * Loads a model and compares it with its manifest and with the features there are.
     *
     * @throws ModelRefusedException at LOAD or CONTRACT, naming every tensor and feature that does not fit
     */
    Scorer load(ModelArtifact model, FeatureSchema features) throws ModelRefusedException;

    @Override
    void close();
}
