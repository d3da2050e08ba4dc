package io.riffle.config;

import io.riffle.settings.Violations;
import java.time.Duration;

/** Profiles kept in memory: at most {@code maxEntities}, each read again from Redis after {@code ttl}; 0 turns it off. */
public record NearCacheConfig(int maxEntities, Duration ttl) {
    public static final NearCacheConfig DEFAULT = new NearCacheConfig(100_000, Duration.ofSeconds(10));

    /** Their places, 26 bytes each, are reserved at the start. */
    private static final int MOST_ENTITIES = 20_000_000;

    public NearCacheConfig {
        Violations.in("profile.near-cache")
                .atLeast("max-entities", maxEntities, 0)
                .atMost("max-entities", maxEntities, MOST_ENTITIES)
                .notNegative("ttl", ttl)
                .throwIfAny();
    }
}
