package io.riffle.app.explain;

import java.util.Locale;

/** How old something is, as people say it: one unit, one decimal. */
final class AgeText {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private AgeText() {}

    /** From two of a unit on in that unit. */
    static String of(long milliseconds) {
        if (milliseconds >= 2 * DAY) {
            return in(milliseconds, DAY, "d");
        }
        if (milliseconds >= 2 * HOUR) {
            return in(milliseconds, HOUR, "h");
        }
        return milliseconds >= 2 * MINUTE ? in(milliseconds, MINUTE, "min") : in(milliseconds, SECOND, "s");
    }

    private static String in(long milliseconds, long unit, String name) {
        return String.format(Locale.ROOT, "%.1f %s", milliseconds / (double) unit, name);
    }
}
