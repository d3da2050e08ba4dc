package io.riffle.demo.payments;

import java.time.Duration;

/**
 * What goes wrong in the demo, in event time. Terminals with new software write amounts as text for a while, which is
 * a matter of data quality; and half of the payments that were contactless are made by phone from some time on, which is
 * drift: nothing is wrong with them, but the model was trained before.
 *
 * @param qualityFrom first millisecond of the first one
 * @param qualityTo first millisecond after it
 * @param driftFrom first millisecond of the second one, which does not end
 */
public record Incidents(long qualityFrom, long qualityTo, long driftFrom) {
    /** Nothing goes wrong beyond the usual. */
    public static final Incidents NONE = new Incidents(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Share of payments that are wrong during the first one. */
    static final double QUALITY_SHARE = 0.1;

    /** Share of contactless payments that the second one changes. */
    static final double DRIFT_SHARE = 0.5;

    /** Of the demo: in the morning of its first day, within the first 60,000 events. */
    public static Incidents from(long start) {
        return new Incidents(at(start, 8 * 60), at(start, 9 * 60 + 30), at(start, 10 * 60));
    }

    private static long at(long start, long minutes) {
        return start + Duration.ofMinutes(minutes).toMillis();
    }

    boolean spoilsQuality(long time) {
        return time >= qualityFrom && time < qualityTo;
    }

    boolean drifts(long time) {
        return time >= driftFrom;
    }
}
