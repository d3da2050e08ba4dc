package io.riffle.alerting;

import java.util.Locale;

/** How bad it is, ascending. */
public enum AlertSeverity {
    NONE,
    LOW,
    MEDIUM,
    HIGH;

    /** As in topics and settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
