package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** What a label means under a pipeline's configuration. */
public record Truths(OutcomesConfig config) {
    boolean isPositive(String truth) {
        return config.isPositive(truth);
    }

    /** The number that a label is; empty if it is none. */
    public static OptionalDouble number(String truth) {
        try {
            double value = Double.parseDouble(truth);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException text) {
            return OptionalDouble.empty();
        }
    }

    /** Whether a label can be measured at all: with regression it must be a number. */
    boolean isUsable(String truth) {
        return config.truth() != OutcomesConfig.Truth.REGRESSION
                || number(truth).isPresent();
    }

    /** Whether a score alone tells how wrong an answer was. */
    boolean hasLoss() {
        return config.truth() != OutcomesConfig.Truth.MULTICLASS;
    }

    /** How wrong a score is: by which side of the threshold it is on, or by its distance from the number. */
    DoubleUnaryOperator loss(String truth) {
        if (config.truth() == OutcomesConfig.Truth.REGRESSION) {
            double number = number(truth).orElse(Double.NaN);
            return score -> Math.abs(score - number);
        }
        boolean positive = isPositive(truth);
        return score -> positive == (score >= config.threshold()) ? 0 : 1;
    }

    /** Whether an experiment counts this outcome. */
    boolean isSuccess(ScoredEvent event, String truth) {
        return switch (config.success()) {
            case POSITIVE -> isPositive(truth);
            case CORRECT ->
                config.truth() == OutcomesConfig.Truth.MULTICLASS
                        ? truth.equals(event.label())
                        : isPositive(truth) == (event.score() >= config.threshold());
        };
    }
}
