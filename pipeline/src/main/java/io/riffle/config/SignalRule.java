package io.riffle.config;

import io.riffle.schema.Severity;
import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.Set;

/**
 * A rule about anything but single scores; its alert is raised once, updated and resolved.
 *
 * @param cooldown after the end of an alert in which it is not raised again
 */
public record SignalRule(String name, Condition condition, Severity severity, Duration cooldown, AlertAction action)
        implements DeclaredAlert {
    static final Duration USUAL_COOLDOWN = Duration.ofMinutes(5);

    /** Alerts that are told without a rule go by these names. */
    private static final Set<String> TAKEN = Set.of("drift", "quality", "performance", "operations", "canary");

    public SignalRule {
        Violations.in("alerts." + name)
                .check(
                        name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                        "name",
                        "must be up to 100 letters, digits, '.', '_' and '-'",
                        "'" + name + "'")
                .check(
                        !TAKEN.contains(name),
                        "name",
                        "must not be drift, quality, performance, operations or canary, which are told without a rule",
                        "'" + name + "'")
                .check(
                        condition.watched() != Watched.SCORE,
                        "when",
                        "must not be about a single score",
                        "'" + condition.text() + "'")
                .check(
                        action == AlertAction.ALERT || condition.watched() != Watched.OPERATIONS,
                        "action",
                        "must be alert where a rule is about operations",
                        "'" + condition.text() + "'")
                .check(severity.fires(), "severity", "must be low, medium or high", severity.label())
                .notNegative("cooldown", cooldown)
                .throwIfAny();
    }
}
