package io.riffle.app.report;

import io.riffle.app.topic.TopicHistory;
import io.riffle.app.topic.TopicTail;
import io.riffle.schema.AlertName;
import io.riffle.schema.StandingAlert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts that are not resolved, as far as the newest records of the alerts topic tell. */
public final class Standing implements AutoCloseable {
    private static final int MOST = 20_000;

    private final TopicTail alerts;
    private final Map<AlertName, StandingAlert> open = new LinkedHashMap<>();

    public Standing(TopicTail alerts) {
        this.alerts = alerts;
    }

    public synchronized List<StandingAlert> open() {
        alerts.read(
                MOST,
                record -> TopicHistory.value(record, StandingAlert.class, "since_ms")
                        .ifPresent(this::saw));
        return List.copyOf(open.values());
    }

    private void saw(StandingAlert alert) {
        AlertName name = alert.name();
        if (alert.status().equals("resolved")) {
            open.remove(name);
        } else {
            open.put(name, alert);
        }
    }

    @Override
    public void close() {
        alerts.close();
    }
}
