package io.riffle.watch.alert;

import java.util.Locale;

/** How bad it is, ascending. */
public enum AlertSeverity {
    NONE,
    LOW,
    MEDIUM,
    HIGH;

    /** Of an effect: low from the least one that matters, medium from twice as much, high from five times. */
    public static AlertSeverity ofEffect(double effect, double least) {
        if (!(effect >= least)) {
            return NONE;
        }
        if (effect >= 5 * least) {
            return HIGH;
        }
        return effect >= 2 * least ? MEDIUM : LOW;
    }

    /** As in topics and settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
