package io.riffle.scoring;

import io.riffle.feature.FeatureSchema;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ModelArtifact;

/** Makes scorers of inspected models. Thread-safe. Closing it ends the time limits of all its scorers: close those first. */
public interface ModelRuntime extends AutoCloseable {
    /**
     * Loads a model and compares it with its manifest and with the features there are.
     *
     * @throws ModelRefusedException at LOAD or CONTRACT, naming every tensor and feature that does not fit
     */
    Scorer load(ModelArtifact model, FeatureSchema features) throws ModelRefusedException;

    @Override
    void close();
}
