package io.riffle.config.alerting;

import java.util.List;
import java.util.Optional;

/** Rules about anything but single scores, and who is told besides the alerts topic. */
public record AlertingConfig(List<SignalRule> rules, Optional<WebhookConfig> webhook) {
    public static final AlertingConfig NONE = new AlertingConfig(List.of(), Optional.empty());

    public AlertingConfig {
        rules = List.copyOf(rules);
    }

    /** Whether some rule does this. */
    public boolean does(AlertAction action) {
        return rules.stream().anyMatch(rule -> rule.action() == action);
    }

    /** Whether some rule is about this. */
    public boolean watches(Watched watched) {
        return rules.stream().anyMatch(rule -> rule.condition().watched() == watched);
    }
}
