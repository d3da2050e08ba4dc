package io.riffle.watch.alert;

import io.riffle.config.AlertAction;
import io.riffle.config.AlertingConfig;
import io.riffle.config.SignalRule;
import io.riffle.config.Watched;
import io.riffle.schema.Severity;
import java.util.List;

/** What the rules of a pipeline make of signals. What a rule selects is told by the rules that select it, and only by them. */
final class SignalRules {
    private final List<SignalRule> rules;
    private final long usualCooldown;

    /** @param usualCooldown milliseconds, for what is told without a rule */
    SignalRules(AlertingConfig config, long usualCooldown) {
        rules = config.rules();
        this.usualCooldown = usualCooldown;
    }

    /**
     * A signal under the name that it is told by.
     *
     * @param cooldown milliseconds after the end of an alert in which it is not raised again
     * @param hold milliseconds that it must fire before it is raised
     */
    record Judged(AlertSignal signal, long cooldown, long hold, AlertAction action) {}

    List<Judged> judge(AlertSignal signal) {
        List<SignalRule> selecting = rules.stream()
                .filter(rule -> rule.condition().selects(signal.rule(), signal.measure()))
                .toList();
        if (!selecting.isEmpty()) {
            return selecting.stream().map(rule -> judge(rule, signal)).toList();
        }
        if (signal.rule().equals(Watched.OPERATIONS.text())) {
            return List.of();
        }
        return List.of(new Judged(signal, usualCooldown, 0, AlertAction.ALERT));
    }

    private static Judged judge(SignalRule rule, AlertSignal signal) {
        Severity severity = holds(rule, signal) ? rule.severity() : Severity.NONE;
        boolean compared = rule.condition().level().isEmpty();
        AlertSignal named = new AlertSignal(
                rule.name(),
                signal.subject(),
                severity,
                signal.value(),
                compared ? rule.condition().bound() : signal.threshold(),
                rule.condition().text() + ": " + signal.text(),
                signal.from(),
                signal.to());
        return new Judged(
                named, rule.cooldown().toMillis(), rule.condition().hold().toMillis(), rule.action());
    }

    private static boolean holds(SignalRule rule, AlertSignal signal) {
        return rule.condition()
                .level()
                .map(level -> signal.severity().compareTo(level) >= 0)
                .orElseGet(() -> rule.condition().holds(signal.value()));
    }
}
