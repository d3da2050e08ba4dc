package io.riffle.config;

import io.riffle.schema.Severity;
import io.riffle.stats.PerformanceMeasure;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a rule asks, for example {@code drift(amount) >= medium} or {@code p99_latency > 50ms for 5m}.
 *
 * @param measure what of it is watched, where {@code *} stands for anything; {@code score} for scores
 * @param bound in the unit of the measure: milliseconds, rows per second, a share from 0 to 1, a plain number
 * @param level the least severity, instead of a bound
 * @param hold how long it must hold without a break
 * @param text as it was declared
 */
public record Condition(
        Watched watched,
        String measure,
        AlertRule.Comparison comparison,
        double bound,
        Optional<Severity> level,
        Duration hold,
        String text) {

    /**
     * Reads a condition.
     *
     * @throws io.riffle.expression.ExpressionException with a caret under the place that is wrong
     */
    public static Condition parse(String text) {
        return new ConditionParser(text).parse();
    }

    /** Whether this is about a measure of what {@code kind} watches. */
    public boolean selects(Watched kind, String name) {
        return watched == kind && (matches(measure, name) || isSameMetric(name));
    }

    /** Metrics have more than one usual name. */
    private boolean isSameMetric(String name) {
        return watched == Watched.PERFORMANCE
                && PerformanceMeasure.of(measure)
                        .filter(metric -> PerformanceMeasure.of(name).equals(Optional.of(metric)))
                        .isPresent();
    }

    /** Whether what was measured meets the condition; for conditions with a bound. */
    public boolean holds(double value) {
        return comparison.holds(value, bound);
    }

    /** Whether a name fits a pattern in which {@code *} stands for anything. */
    public static boolean matches(String pattern, String name) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(name);
        }
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
