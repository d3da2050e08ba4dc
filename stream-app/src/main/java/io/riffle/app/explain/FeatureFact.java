package io.riffle.app.explain;

import io.riffle.feature.Feature;
import org.jspecify.annotations.Nullable;

/**
 * What the topics tell about one feature of an event.
 *
 * @param value a Double or a String, the default of a stale or missing profile value; null if there is none, or it is
 *     not known
 * @param status {@code present}, {@code stale}, {@code missing}, {@code unknown}
 * @param age milliseconds from the stored value to the event; null if it was not looked up, or is not known
 * @param from where the value was found
 */
record FeatureFact(
        Feature feature,
        @Nullable Object value,
        String status,
        @Nullable Long age,
        String from) {
    static final String PRESENT = "present";
    static final String STALE = "stale";
    static final String MISSING = "missing";
    static final String UNKNOWN = "unknown";

    boolean isKnown() {
        return !status.equals(UNKNOWN);
    }
}
