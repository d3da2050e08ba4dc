package io.riffle.learning;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event whose truth is known: what it was like, what was answered, and what was true. */
public final class Example implements LogEntry {
    private static final double NONE = Double.NaN;

    private final double[] inputs;
    private final double truth;
    private double[] champion = new double[0];
    private @Nullable Answer answer;
    private double previousTruth = NONE;
    private double weight = 1;
    private int entity;

    private Example(double[] inputs, double truth) {
        this.inputs = inputs;
        this.truth = truth;
    }

    /**
     * An example that nobody has answered.
     *
     * @param inputs as they were served; NaN is missing. They are not copied.
     * @param truth 1 or 0, a class's index, or a number
     */
    public static Example of(double[] inputs, double truth) {
        return new Example(inputs, truth);
    }

    /** What the champion had answered; without it the learner stands alone. */
    public Example over(double... scores) {
        Example copy = copy();
        copy.champion = scores.clone();
        return copy;
    }

    /** What the learner had answered; without it experts are judged by what they would say now. */
    public Example answered(Answer given) {
        Example copy = copy();
        copy.answer = given;
        return copy;
    }

    /** Another truth had been told, and learned, before. */
    public Example instead(double previous) {
        Example copy = copy();
        copy.previousTruth = previous;
        return copy;
    }

    /** It stands for so many examples: the reciprocal of how likely it was to be kept. */
    public Example weighing(double examples) {
        Example copy = copy();
        copy.weight = examples;
        return copy;
    }

    /** Whose event it was, as a hash. */
    public Example from(int entityHash) {
        Example copy = copy();
        copy.entity = entityHash;
        return copy;
    }

    private Example copy() {
        Example copy = new Example(inputs, truth);
        copy.champion = champion;
        copy.answer = answer;
        copy.previousTruth = previousTruth;
        copy.weight = weight;
        copy.entity = entity;
        return copy;
    }

    double[] inputs() {
        return inputs;
    }

    public double truth() {
        return truth;
    }

    double[] champion() {
        return champion;
    }

    Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    double previousTruth() {
        return previousTruth;
    }

    boolean isCorrection() {
        return !Double.isNaN(previousTruth);
    }

    double weight() {
        return weight;
    }

    public int entity() {
        return entity;
    }
}
