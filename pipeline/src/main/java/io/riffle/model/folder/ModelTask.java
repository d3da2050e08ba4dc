package io.riffle.model.folder;

import java.util.Locale;

/** What a model's score means. For both kinds of classification it is a probability in [0, 1]. */
public enum ModelTask {
    BINARY_CLASSIFICATION,
    MULTICLASS_CLASSIFICATION,
    REGRESSION,
    /** Boxes around things in an image; the score is the greatest confidence. */
    DETECTION,
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in a manifest, for example {@code binary-classification}. */
    public String label() {
        return label;
    }

    public boolean isClassification() {
        return this == BINARY_CLASSIFICATION || this == MULTICLASS_CLASSIFICATION;
    }
}
