package io.riffle.feature;

import java.util.Locale;

/** In which way a value is not what a model expects, and what happens to it. The labels are metric labels. */
public enum OddValue {
    /** The event, profile or history had no value: NaN or no text, for {@code impute} or the tensor's {@code missing}. */
    MISSING,
    /** A category that a step does not know: zeros, or the step's number for unknown ones. */
    UNKNOWN,
    /** A number was there but a step has no answer for it: the tensor's {@code missing} decides. */
    NAN,
    /** An infinite number: the model gets it, and a whole-number tensor refuses the row. */
    INFINITE,
    /** Too large for the tensor's type: infinite in a floating-point tensor; a whole-number tensor refuses the row. */
    OVERFLOW,
    /** A formula failed for the row: the derived feature is missing. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
