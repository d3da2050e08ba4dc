package io.riffle.app.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a recorded event is due.
 *
 * @param speed how many times faster than it was recorded; infinite for as fast as possible
 */
public record Pace(double speed) {
    private static final Pattern TIMES = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)x");

    /** As fast as the broker takes it. */
    public static final Pace MAX = new Pace(Double.POSITIVE_INFINITY);

    public Pace {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be greater than 0: was " + speed);
        }
    }

    /** From {@code max}, or a number and an x, for example {@code 10x} or {@code 0.5x}. */
    public static Pace of(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        Matcher times = TIMES.matcher(text);
        if (!times.matches()) {
            throw new IllegalArgumentException(
                    "speed must be max, or a number and an x, such as 10x: was '" + text + "'");
        }
        return new Pace(Double.parseDouble(times.group(1)));
    }

    /**
     * Nanoseconds to wait before an event; 0 if it is due. An event that was recorded out of order is due at once.
     *
     * @param recorded milliseconds between the first event's time and this one's
     * @param passed nanoseconds since the first event was sent
     */
    public long delay(long recorded, long passed) {
        if (Double.isInfinite(speed)) {
            return 0;
        }
        return Math.max(0, (long) (recorded * 1e6 / speed) - passed);
    }
}
