package io.riffle.learning;

/** Whether examples move the weights. */
public enum LearnerState {
    LEARNING,
    /** Somebody stopped it. */
    PAUSED,
    /** It stopped itself, because the share of yes had jumped. */
    HELD
}
