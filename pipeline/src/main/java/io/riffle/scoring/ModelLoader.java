package io.riffle.scoring;

import io.riffle.feature.FeatureSchema;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ModelArtifact;
import io.riffle.model.folder.ModelFolder;

/**
 * The whole way of a version from its folder to a scorer that may score: read, compare the checksum, inspect, load,
 * compare with manifest and features, reproduce the golden rows, warm up.
 */
public final class ModelLoader {
    private final ModelRuntime runtime;
    private final long maxTensorBytes;
    private final Rehearsal rehearsal;

    /**
     * @param maxTensorBytes largest tensor that a model may declare
     * @param maxRows rows of the largest batch, to warm up with
     */
    public ModelLoader(ModelRuntime runtime, long maxTensorBytes, int maxRows) {
        this.runtime = runtime;
        this.maxTensorBytes = maxTensorBytes;
        this.rehearsal = new Rehearsal(maxRows);
    }

    public Scorer load(ModelFolder folder, FeatureSchema features) throws ModelRefusedException {
        try {
            ModelArtifact model = folder.read();
            FeatureVersions.check(model.manifest().features(), features);
            runtime.inspect(model.bytes(), maxTensorBytes);
            return rehearsed(runtime.load(model, features), model, features);
        } catch (ModelRefusedException refusal) {
            throw refusal.of("model " + folder.path());
        }
    }

    private Scorer rehearsed(Scorer scorer, ModelArtifact model, FeatureSchema features) throws ModelRefusedException {
        boolean ready = false;
        try {
            rehearsal.golden(scorer, model.manifest().golden(), features);
            rehearsal.warmUp(scorer, model.manifest().golden(), features);
            ready = true;
            return scorer;
        } finally {
            if (!ready) {
                scorer.close();
            }
        }
    }
}
