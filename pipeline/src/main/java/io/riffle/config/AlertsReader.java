package io.riffle.config;

import static io.riffle.settings.SettingType.DURATION;
import static io.riffle.settings.SettingType.INTEGER;
import static io.riffle.settings.SettingType.TEXT;

import io.riffle.expression.ExpressionException;
import io.riffle.schema.Severity;
import io.riffle.settings.Section;
import io.riffle.settings.SettingType;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Reads {@code alerts} and {@code webhook}. */
final class AlertsReader {
    private static final SettingType<Severity> SEVERITY =
            SettingType.oneOf(EnumSet.range(Severity.LOW, Severity.HIGH), Severity::label);
    private static final SettingType<AlertAction> ACTION = SettingType.oneOf(AlertAction.class);
    private static final SettingType<URI> ADDRESS = new SettingType<>(
            "address", "must be an address", URI::create, URI::toString, URI.create("http://missing"), false);

    private AlertsReader() {}

    static List<DeclaredAlert> alerts(Section root) {
        return root.entries("alerts", AlertsReader::alert);
    }

    private static DeclaredAlert alert(String name, Section section) {
        String when = section.required(
                "when", TEXT, "Condition, such as `score >= 0.9` or `drift(amount) >= medium`; see docs/OPERATIONS.md");
        Severity severity = section.value("severity", SEVERITY, Severity.MEDIUM, "How bad it is");
        Optional<Duration> cooldown = section.optional(
                "cooldown", DURATION, "How long after its end an alert is not raised again; else 5m. Not for scores");
        Optional<AlertAction> action =
                section.optional("action", ACTION, "What is done besides telling; for drift, quality and performance");
        AlertRule standIn = new AlertRule(name, AlertRule.Comparison.ABOVE, 0, severity);
        Optional<Condition> condition = condition(when, section);
        if (condition.isEmpty()) {
            return standIn;
        }
        if (condition.get().watched() != Watched.SCORE) {
            return section.<DeclaredAlert>build(() -> new SignalRule(
                            name,
                            condition.get(),
                            severity,
                            cooldown.orElse(SignalRule.USUAL_COOLDOWN),
                            action.orElse(AlertAction.ALERT)))
                    .orElse(standIn);
        }
        if (cooldown.isPresent() || action.isPresent()) {
            String key = cooldown.isPresent() ? "cooldown" : "action";
            section.problem(key, "must not be given where a rule is about a score: each alert is of one event");
        }
        return section.build(() -> AlertRule.of(name, condition.get(), severity))
                .orElse(standIn);
    }

    private static Optional<Condition> condition(String when, Section section) {
        try {
            return Optional.of(Condition.parse(when));
        } catch (ExpressionException wrong) {
            section.problem("when", String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    static Optional<WebhookConfig> webhook(Section root) {
        return root.optionalSection("webhook", AlertsReader::readWebhook).flatMap(read -> read);
    }

    private static Optional<WebhookConfig> readWebhook(Section section) {
        URI url = section.required(
                "url",
                ADDRESS,
                "Where alerts are sent in Alertmanager's format, such as `http://host:9093/api/v2/alerts`");
        Optional<Secret> token = section.optional("token", PipelineReader.SECRET, "Sent as bearer token");
        Duration timeout =
                section.value("timeout", DURATION, WebhookConfig.USUAL_TIMEOUT, "How long one request may take");
        int queue = section.value(
                "queue",
                INTEGER,
                WebhookConfig.USUAL_QUEUE,
                "Alerts that may wait; the oldest are dropped beyond that");
        return section.build(() -> new WebhookConfig(url, token, timeout, queue));
    }
}
