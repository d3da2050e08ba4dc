package io.riffle.enrichment;

import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stored value is good at a moment: the one rule of the stream, the command line and HTTP.
 *
 * @param maxAge milliseconds; an older value is stale
 * @param ttl milliseconds; an older value is missing
 */
public record Freshness(long maxAge, long ttl) {
    public static Freshness of(ProfileField field) {
        return new Freshness(
                field.maxAge().map(Duration::toMillis).orElse(Long.MAX_VALUE),
                field.ttl().map(Duration::toMillis).orElse(Long.MAX_VALUE));
    }

    /**
     * What a value is worth.
     *
     * @param at milliseconds since the epoch
     */
    public FeatureStatus status(@Nullable ProfileValue stored, long at) {
        return stored == null ? FeatureStatus.MISSING : status(stored.eventTime(), at);
    }

    /**
     * What a stored value is worth.
     *
     * @param eventTime when it became true, milliseconds since the epoch, or {@link ProfileValue#UNKNOWN_TIME}
     * @param at milliseconds since the epoch
     */
    FeatureStatus status(long eventTime, long at) {
        // A value of unknown time is at worst stale: nothing shows that it is older than its time to live.
        if (eventTime != ProfileValue.UNKNOWN_TIME && isOlder(eventTime, at, ttl)) {
            return FeatureStatus.MISSING;
        }
        return isOlder(eventTime, at, maxAge) ? FeatureStatus.STALE : FeatureStatus.PRESENT;
    }

    /** A value that does not say how old it is cannot be shown to be young enough. */
    private static boolean isOlder(long eventTime, long at, long age) {
        if (age == Long.MAX_VALUE) {
            return false;
        }
        return eventTime == ProfileValue.UNKNOWN_TIME || at - eventTime > age;
    }
}
