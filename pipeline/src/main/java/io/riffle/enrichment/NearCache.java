package io.riffle.enrichment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.riffle.config.NearCacheConfig;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Profiles that were read a moment ago, shared by all tasks of a process. Entities without a profile are remembered as
 * well, as an empty one: new entities are the usual miss, and asking for them again and again would be the usual
 * round trip. Values keep their own event time, so a cached value ages as it does in the store.
 */
public final class NearCache {
    private final @Nullable Cache<String, EntityProfile> profiles;

    /** @param nanoClock as {@link System#nanoTime}; the time to live is counted by it */
    public NearCache(NearCacheConfig config, LongSupplier nanoClock) {
        boolean off = config.maxEntities() <= 0 || config.ttl().isZero();
        profiles = off ? null : build(config, nanoClock);
    }

    /** The remembered profile, or null if the store must be asked. */
    @Nullable
    EntityProfile find(String entity) {
        return profiles == null ? null : profiles.getIfPresent(entity);
    }

    void remember(String entity, EntityProfile profile) {
        if (profiles != null) {
            profiles.put(entity, profile);
        }
    }

    /** Housekeeping runs in the caller: handing it to a pool would take the same processor and be harder to see. */
    private static Cache<String, EntityProfile> build(NearCacheConfig config, LongSupplier nanoClock) {
        return Caffeine.newBuilder()
                .maximumSize(config.maxEntities())
                .expireAfterWrite(config.ttl())
                .ticker(nanoClock::getAsLong)
                .executor(Runnable::run)
                .build();
    }
}
