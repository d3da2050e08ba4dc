package io.riffle.config;

import io.riffle.config.settings.Violations;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An alert for every prediction whose score compares to the threshold, for example {@code score >= 0.9}. */
public record AlertRule(String name, Comparison comparison, double threshold, Severity severity) {
    private static final Pattern WHEN = Pattern.compile("score\\s*(>=|<=|>|<)\\s*([+-]?[\\d.]+(?:[eE][+-]?\\d+)?)");

    public enum Severity {
        LOW,
        MEDIUM,
        HIGH
    }

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

        private static Comparison of(String symbol) {
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
                .throwIfAny();
    }

    /** Reads a condition such as {@code score >= 0.9}. */
    public static AlertRule when(String name, String condition, Severity severity) {
        Matcher matcher = WHEN.matcher(condition.strip());
        if (matcher.matches()) {
            try {
                double threshold = Double.parseDouble(matcher.group(2));
                return new AlertRule(name, Comparison.of(matcher.group(1)), threshold, severity);
            } catch (NumberFormatException severalDots) {
                // Falls through to the same message as any other unreadable condition.
            }
        }
        throw Violations.in("alerts." + name)
                .add("when", "must be a comparison such as score >= 0.9 (with >, >=, < or <=): was '" + condition + "'")
                .exception();
    }

    /** Whether a score raises this alert. */
    public boolean matches(double score) {
        return switch (comparison) {
            case ABOVE -> score > threshold;
            case AT_LEAST -> score >= threshold;
            case BELOW -> score < threshold;
            case AT_MOST -> score <= threshold;
        };
    }

    /** The condition in the form that {@link #when} reads. */
    public String condition() {
        return "score " + comparison.symbol() + " " + threshold;
    }
}
