package io.riffle.enrichment;

import io.riffle.config.NewerThanEvent;
import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stored value is good at a moment: the one rule of the stream, the command line and HTTP.
 *
 * @param maxAge milliseconds; an older value is stale
 * @param ttl milliseconds; an older value is missing
 * @param newer what a value of a later moment is
 */
public record Freshness(long maxAge, long ttl, NewerThanEvent newer) {
    /** At the present moment, which no value should be ahead of. */
    public static Freshness of(ProfileField field) {
        return of(field, NewerThanEvent.PRESENT);
    }

    public static Freshness of(ProfileField field, NewerThanEvent newer) {
        return new Freshness(
                field.maxAge().map(Duration::toMillis).orElse(Long.MAX_VALUE),
                field.ttl().map(Duration::toMillis).orElse(Long.MAX_VALUE),
                newer);
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
        if (isExpired(eventTime, at) || isTooNew(eventTime, at)) {
            return FeatureStatus.MISSING;
        }
        return isOlder(eventTime, at, maxAge) ? FeatureStatus.STALE : FeatureStatus.PRESENT;
    }

    /** A value of unknown time is at worst stale: nothing shows that it is older than that. */
    private boolean isExpired(long eventTime, long at) {
        return eventTime != ProfileValue.UNKNOWN_TIME && isOlder(eventTime, at, ttl);
    }

    /** A value that does not say when it became true cannot be shown to be known already. */
    private boolean isTooNew(long eventTime, long at) {
        return newer == NewerThanEvent.MISSING && (eventTime == ProfileValue.UNKNOWN_TIME || eventTime > at);
    }

    /** A value that does not say how old it is cannot be shown to be young enough. */
    private static boolean isOlder(long eventTime, long at, long age) {
        if (age == Long.MAX_VALUE) {
            return false;
        }
        return eventTime == ProfileValue.UNKNOWN_TIME || at - eventTime > age;
    }
}
