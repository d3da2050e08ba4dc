package io.riffle.config;

/** An alert for every prediction whose score compares to the threshold, for example {@code score >= 0.9}. */
public record AlertRule(String name, Comparison comparison, double threshold, Severity severity) {
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
}
