package io.riffle.learning;

import io.riffle.hash.MurmurHash3;

/**
 * All that the fold depends on beside the log.
 *
 * @param inputs how many numbers describe an event
 */
public record LearningSettings(
        Target target, int inputs, ExpertGrid grid, Mixing mixing, Bounds bounds, Guards guards) {
    /** A state is one record, which a topic takes up to a megabyte. */
    private static final int MOST_INPUTS = 4_096;

    public LearningSettings {
        if (inputs < 1 || inputs > MOST_INPUTS) {
            throw new IllegalArgumentException("inputs must be 1 to " + MOST_INPUTS + ": were " + inputs);
        }
    }

    /** The usual settings, which are meant to fit any stream. */
    public static LearningSettings of(Target target, int inputs) {
        return new LearningSettings(target, inputs, ExpertGrid.DEFAULT, Mixing.DEFAULT, Bounds.DEFAULT, Guards.DEFAULT);
    }

    /** One expert as textbooks have it: what reference runs of other programs can be compared with. */
    public static LearningSettings plain(Target target, int inputs, double rate, double forgetting) {
        return new LearningSettings(
                target, inputs, ExpertGrid.plain(rate, forgetting), Mixing.DEFAULT, Bounds.NONE, Guards.NONE);
    }

    public LearningSettings withGrid(ExpertGrid other) {
        return new LearningSettings(target, inputs, other, mixing, bounds, guards);
    }

    public LearningSettings withMixing(Mixing other) {
        return new LearningSettings(target, inputs, grid, other, bounds, guards);
    }

    public LearningSettings withBounds(Bounds other) {
        return new LearningSettings(target, inputs, grid, mixing, other, guards);
    }

    public LearningSettings withGuards(Guards other) {
        return new LearningSettings(target, inputs, grid, mixing, bounds, other);
    }

    /** Differs, as a rule, between settings that differ: a state belongs to the settings that it was learned under. */
    int fingerprint() {
        return MurmurHash3.hash32(target.text() + " " + inputs + " " + grid + mixing + bounds + guards, 0);
    }
}
