package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;

/** Profiles kept in memory: at most {@code maxEntities}, each read again from Redis after {@code ttl}; 0 turns it off. */
public record NearCacheConfig(int maxEntities, Duration ttl) {
    public static final NearCacheConfig DEFAULT = new NearCacheConfig(100_000, Duration.ofSeconds(10));

    public NearCacheConfig {
        Violations.in("profile.near-cache")
                .atLeast("max-entities", maxEntities, 0)
                .notNegative("ttl", ttl)
                .throwIfAny();
    }
}
