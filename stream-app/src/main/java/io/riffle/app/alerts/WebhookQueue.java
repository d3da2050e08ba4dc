package io.riffle.app.alerts;

import io.riffle.schema.AlertName;
import io.riffle.schema.StandingAlert;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts that wait to be sent: of each the latest state, the oldest thrown away where there are too many. Not thread-safe. */
final class WebhookQueue {
    private final int most;
    private final Map<AlertName, StandingAlert> waiting = new LinkedHashMap<>();

    WebhookQueue(int most) {
        this.most = most;
    }

    /** How many were thrown away for it. */
    int add(StandingAlert alert) {
        AlertName name = alert.name();
        waiting.remove(name);
        waiting.put(name, alert);
        if (waiting.size() <= most) {
            return 0;
        }
        Iterator<AlertName> oldest = waiting.keySet().iterator();
        oldest.next();
        oldest.remove();
        return 1;
    }

    /** The first ones; they stay until they are {@link #done}. */
    List<StandingAlert> first(int number) {
        return new ArrayList<>(waiting.values().stream().limit(number).toList());
    }

    void done(List<StandingAlert> alerts) {
        alerts.forEach(alert -> waiting.remove(alert.name(), alert));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
