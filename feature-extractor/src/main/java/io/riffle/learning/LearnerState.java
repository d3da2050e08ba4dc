package io.riffle.learning;

import java.util.Arrays;

/** Whether examples move the weights. */
public enum LearnerState {
    LEARNING(0),
    /** Somebody stopped it. */
    PAUSED(1),
    /** It stopped itself, because the share of yes had jumped. */
    HELD(2);

    private final byte code;

    LearnerState(int code) {
        this.code = (byte) code;
    }

    /** How a stored state has it. */
    byte code() {
        return code;
    }

    /** @throws IllegalArgumentException if no state has this code */
    static LearnerState of(byte code) {
        return Arrays.stream(values())
                .filter(state -> state.code == code)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("a learner must be learning, paused or held: was " + code));
    }
}
