package io.riffle.feature;

import java.util.Optional;

/**
 * What becomes of a value that is still missing when it reaches its tensor: a NaN (which is also what a step makes of a
 * number it has no answer for), or no text.
 */
public sealed interface MissingPolicy {
    /** The model gets NaN, or an empty text. */
    record Allow() implements MissingPolicy {}

    /** The row is refused, and becomes a dead letter. */
    record Reject() implements MissingPolicy {}

    /** The model gets this number instead. */
    record ReplaceNumber(double number) implements MissingPolicy {}

    /** The model gets this text instead. */
    record ReplaceText(String text) implements MissingPolicy {}

    /** What holds if nothing is declared: the model decides, where its type can say that something is missing. */
    static MissingPolicy usual(TensorType type) {
        return type.holds(Double.NaN) || type == TensorType.STRING ? new Allow() : new Reject();
    }

    /** Why a tensor of that type cannot have this policy, or empty if it can. */
    default Optional<String> problem(TensorType type) {
        boolean strings = type == TensorType.STRING;
        boolean possible;
        if (this instanceof ReplaceNumber replacement) {
            possible = !strings && Double.isFinite(replacement.number()) && type.holds(replacement.number());
        } else if (this instanceof ReplaceText) {
            possible = strings;
        } else {
            possible = this instanceof Reject || strings || type.holds(Double.NaN);
        }
        return possible ? Optional.empty() : Optional.of("must be " + rule(type));
    }

    private static String rule(TensorType type) {
        String allow = usual(type) instanceof Allow ? "allow, " : "";
        return allow + "reject or " + (type == TensorType.FLOAT32 ? "a finite number" : type.rule());
    }
}
