package io.riffle.watch.alert;

import io.riffle.config.AlertAction;
import io.riffle.config.AlertingConfig;
import io.riffle.config.Condition;
import io.riffle.config.SignalRule;
import io.riffle.config.Watched;
import io.riffle.schema.AlertName;
import io.riffle.schema.Finding;
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
     * What is to be told of one window, and under which name.
     *
     * @param from start of the window, milliseconds since the epoch
     * @param to its end
     */
    record Judged(AlertName name, Finding finding, long from, long to, Terms terms) {
        /** Whether something is wrong. */
        boolean fires() {
            return finding.severity().fires();
        }
    }

    /**
     * How an alert is told.
     *
     * @param cooldown milliseconds after the end of an alert in which it is not raised again
     * @param hold milliseconds that it must fire before it is raised
     */
    record Terms(long cooldown, long hold, AlertAction action) {
        /** It is told at once, and nothing is done besides. */
        static final Terms AT_ONCE = new Terms(0, 0, AlertAction.ALERT);
    }

    List<Judged> judge(AlertSignal signal) {
        List<SignalRule> selecting = rules.stream()
                .filter(rule -> rule.condition()
                        .selects(signal.watched(), signal.subject().measure()))
                .toList();
        if (!selecting.isEmpty()) {
            return selecting.stream().map(rule -> judge(rule, signal)).toList();
        }
        if (signal.watched() == Watched.OPERATIONS) {
            return List.of();
        }
        return List.of(new Judged(
                signal.ownName(),
                signal.finding(),
                signal.from(),
                signal.to(),
                new Terms(usualCooldown, 0, AlertAction.ALERT)));
    }

    private static Judged judge(SignalRule rule, AlertSignal signal) {
        Finding seen = signal.finding();
        Condition condition = rule.condition();
        Finding finding = new Finding(
                holds(condition, seen) ? rule.severity() : Severity.NONE,
                seen.value(),
                condition.level().isEmpty() ? condition.bound() : seen.threshold(),
                condition.text() + ": " + seen.text());
        return new Judged(
                new AlertName(rule.name(), signal.subject()),
                finding,
                signal.from(),
                signal.to(),
                new Terms(rule.cooldown().toMillis(), condition.hold().toMillis(), rule.action()));
    }

    private static boolean holds(Condition condition, Finding seen) {
        return condition
                .level()
                .map(level -> seen.severity().compareTo(level) >= 0)
                .orElseGet(() -> condition.holds(seen.value()));
    }
}
