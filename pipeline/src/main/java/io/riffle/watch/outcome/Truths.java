package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.model.canary.AnswerLoss;
import java.util.OptionalDouble;

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

    /** How wrong an answer is: by which side of the threshold its score is on, its distance from the number, or its class. */
    AnswerLoss loss(String truth) {
        return switch (config.truth()) {
            case BINARY -> {
                boolean positive = isPositive(truth);
                yield answer -> positive == (answer.score() >= config.threshold()) ? 0 : 1;
            }
            case REGRESSION -> {
                double number = number(truth).orElse(Double.NaN);
                yield answer -> Math.abs(answer.score() - number);
            }
            case MULTICLASS -> answer -> answer.label() == null ? Double.NaN : truth.equals(answer.label()) ? 0 : 1;
        };
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
