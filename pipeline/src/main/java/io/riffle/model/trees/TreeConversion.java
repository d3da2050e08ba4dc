package io.riffle.model.trees;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestDraft;
import io.riffle.model.folder.ModelFile;

/** A file of trees as an ONNX model that answers alike. */
public final class TreeConversion {
    private final TreeModel model;
    private final byte[] onnx;
    private final ModelFile source;

    /** @param source the file that the model was read from, as it stands in the model folder */
    public TreeConversion(TreeModel model, ModelFile source) {
        this.model = model;
        this.source = source;
        onnx = TreeGraph.bytes(model);
    }

    public TreeModel model() {
        return model;
    }

    public ModelFile source() {
        return source;
    }

    public byte[] onnx() {
        return onnx.clone();
    }

    /**
     * Compares the written model with the file on thousands of rows.
     *
     * @param written the model that {@link #onnx} gives, as the runtime answers with it
     * @throws ModelRefusedException with the row on which both differ
     */
    public TreeProof prove(TreeProof.Written written) throws ModelRefusedException {
        return TreeProof.of(model, written);
    }

    /** The manifest, of which the file tells everything but names. */
    public ManifestDraft draft(ManifestDraft.Version version, TreeProof proof) {
        return new TreeDraft(model, source).write(version, proof);
    }
}
