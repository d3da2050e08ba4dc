package io.riffle.outcome;

import io.riffle.config.OutcomesConfig;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** What a label means under a pipeline's configuration. */
record Truths(OutcomesConfig config) {
    boolean isPositive(String truth) {
        return config.isPositive(truth);
    }

    /** The number that a label is; empty where it is none. */
    static OptionalDouble number(String truth) {
        try {
            double value = Double.parseDouble(truth);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException text) {
            return OptionalDouble.empty();
        }
    }

    /** Whether a label can be measured at all: with regression it must be a number. */
    boolean isUsable(String truth) {
        return config.truth() == OutcomesConfig.Truth.BINARY || number(truth).isPresent();
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
    boolean isSuccess(double score, String truth) {
        boolean positive = isPositive(truth);
        return switch (config.success()) {
            case POSITIVE -> positive;
            case CORRECT -> positive == (score >= config.threshold());
        };
    }
}
