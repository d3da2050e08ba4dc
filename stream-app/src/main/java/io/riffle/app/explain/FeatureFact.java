package io.riffle.app.explain;

import io.riffle.feature.Feature;
import org.jspecify.annotations.Nullable;

/**
 * What the topics tell about one feature of an event.
 *
 * @param value a Double or a String; null where it is missing or not known
 * @param status {@code present}, {@code missing}, {@code unknown}; with a doubt in words where the record cannot tell more
 * @param from where the value was found
 */
record FeatureFact(Feature feature, @Nullable Object value, String status, String from) {
    static final String PRESENT = "present";
    static final String MISSING = "missing";
    static final String UNKNOWN = "unknown";

    boolean isKnown() {
        return !status.equals(UNKNOWN);
    }
}
