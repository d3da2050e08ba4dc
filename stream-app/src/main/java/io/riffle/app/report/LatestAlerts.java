package io.riffle.app.report;

import io.riffle.schema.AlertName;
import io.riffle.schema.StandingAlert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest state of each alert. Not thread-safe. */
final class LatestAlerts {
    private final Map<AlertName, StandingAlert> latest = new LinkedHashMap<>();

    void add(StandingAlert alert) {
        latest.put(alert.name(), alert);
    }

    void forgetResolved() {
        latest.values().removeIf(LatestAlerts::isResolved);
    }

    List<StandingAlert> all() {
        return List.copyOf(latest.values());
    }

    List<StandingAlert> open() {
        return latest.values().stream().filter(alert -> !isResolved(alert)).toList();
    }

    private static boolean isResolved(StandingAlert alert) {
        return alert.status().equals("resolved");
    }
}
