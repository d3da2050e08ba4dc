package io.riffle.model;

import java.util.Locale;

/** The steps of loading a model version, in order; a version that fails one is refused. */
public enum RefusalStage {
    /** The manifest is not signed by whom it must be. */
    SIGNATURE,
    /** The manifest cannot be read or contradicts itself. */
    MANIFEST,
    /** The model file is not there, too large, outside its folder, or not the one whose checksum is declared. */
    FILE,
    /** The bytes are no model, or one that must not reach the runtime. */
    INSPECTION,
    /** The runtime refused it, or did not finish loading in time. */
    LOAD,
    /** The model does not fit its manifest, or the manifest does not fit the pipeline. */
    CONTRACT,
    /** The model does not reproduce its golden rows. */
    GOLDEN,
    /** The model does not answer in time. */
    WARM_UP;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String label() {
        return label;
    }
}
