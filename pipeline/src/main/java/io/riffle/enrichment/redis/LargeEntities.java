package io.riffle.enrichment.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entities whose stored values are so large that reading them holds up all others on the connection. They are not asked
 * for during some minutes after one was met, and count as having no profile.
 */
final class LargeEntities {
    /** What the values of one entity may take together. */
    static final int MOST_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LargeEntities.class);
    private static final Duration LEFT_OUT = Duration.ofMinutes(5);
    private static final int MOST_ENTITIES = 10_000;

    private final Cache<String, Boolean> met = Caffeine.newBuilder()
            .expireAfterWrite(LEFT_OUT)
            .maximumSize(MOST_ENTITIES)
            .build();

    boolean contains(String entity) {
        return met.getIfPresent(entity) != null;
    }

    void add(String entity) {
        if (met.asMap().put(entity, true) == null) {
            LOG.warn(
                    "the profile values of an entity must take at most {} bytes together: those of {} take more; they count"
                            + " as missing and are not read for {} s",
                    MOST_BYTES,
                    entity,
                    LEFT_OUT.toSeconds());
        }
    }
}
