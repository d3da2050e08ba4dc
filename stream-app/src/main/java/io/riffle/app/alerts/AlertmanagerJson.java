package io.riffle.app.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.StandingAlert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts as Alertmanager's API takes them ({@code POST /api/v2/alerts}, {@code postableAlerts}). Labels are the same from
 * raised to resolved, since they name an alert there; what changes is an annotation.
 */
final class AlertmanagerJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Without an end Alertmanager takes an alert as over after five minutes; ours stand until we say so. */
    private static final Duration STANDS = Duration.ofDays(30);

    private AlertmanagerJson() {}

    static byte[] of(List<StandingAlert> alerts) {
        try {
            return JSON.writeValueAsString(
                            alerts.stream().map(AlertmanagerJson::of).toList())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an alert must be JSON: " + impossible.getMessage(), impossible);
        }
    }

    private static Map<String, Object> of(StandingAlert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", alert.rule());
        labels.put("pipeline", alert.pipeline());
        labels.put("subject", alert.subject());
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", alert.text());
        annotations.put("severity", alert.severity().label());
        annotations.put("value", Double.toString(alert.value()));
        annotations.put("threshold", Double.toString(alert.threshold()));
        annotations.put("status", alert.status());
        boolean over = alert.status().equals("resolved");
        Map<String, Object> posted = new LinkedHashMap<>();
        posted.put("labels", labels);
        posted.put("annotations", annotations);
        posted.put(
                "startsAt",
                Instant.ofEpochMilli(Math.min(alert.sinceMs(), alert.atMs())).toString());
        Instant end = Instant.ofEpochMilli(alert.atMs());
        posted.put("endsAt", (over ? end : end.plus(STANDS)).toString());
        return posted;
    }
}
