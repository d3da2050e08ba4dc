package io.riffle.config;

import io.riffle.expression.ExpressionException;
import io.riffle.schema.Severity;
import io.riffle.settings.Violations;
import java.util.Arrays;

/** An alert for every prediction whose score compares to the threshold, for example {@code score >= 0.9}. */
public record AlertRule(String name, Comparison comparison, double threshold, Severity severity)
        implements DeclaredAlert {
    public enum Comparison {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<=");

        private final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        /** Whether a value compares to a bound like that. */
        public boolean holds(double value, double bound) {
            return switch (this) {
                case ABOVE -> value > bound;
                case AT_LEAST -> value >= bound;
                case BELOW -> value < bound;
                case AT_MOST -> value <= bound;
            };
        }

        static Comparison of(String symbol) {
            return Arrays.stream(values())
                    .filter(comparison -> comparison.symbol.equals(symbol))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public AlertRule {
        Violations.in("alerts." + name)
                .check(!name.isBlank(), "name", "must not be blank", "'" + name + "'")
                .check(Double.isFinite(threshold), "when", "must compare with a finite number", threshold)
                .check(severity.fires(), "severity", "must be low, medium or high", severity.label())
                .throwIfAny();
    }

    /** Reads a condition such as {@code score >= 0.9}. */
    public static AlertRule when(String name, String condition, Severity severity) {
        try {
            return of(name, Condition.parse(condition), severity);
        } catch (ExpressionException wrong) {
            throw Violations.in("alerts." + name)
                    .add("when", String.valueOf(wrong.getMessage()))
                    .exception();
        }
    }

    static AlertRule of(String name, Condition condition, Severity severity) {
        Violations.in("alerts." + name)
                .check(
                        condition.watched() == Watched.SCORE,
                        "when",
                        "must be about the score",
                        "'" + condition.text() + "'")
                .throwIfAny();
        return new AlertRule(name, condition.comparison(), condition.bound(), severity);
    }

    /** Whether a score raises this alert. */
    public boolean matches(double score) {
        return comparison.holds(score, threshold);
    }

    /** The condition in the form that {@link #when} reads. */
    public String condition() {
        return "score " + comparison.symbol() + " " + threshold;
    }
}
