package io.riffle.config;

import java.time.Duration;
import java.util.List;

/**
 * Slow facts about entities, kept in one Redis hash per entity. {@code key} is the hash's key with {@code {entity}} in
 * it. Each hash field is a declared field; its value is the text of the value, then {@code @} and its event time in
 * milliseconds. {@code deadline} bounds the one round trip that a micro-batch makes.
 */
public record ProfileConfig(
        Secret redis, String key, Duration deadline, NearCacheConfig nearCache, List<ProfileField> fields) {
    public ProfileConfig {
        fields = List.copyOf(fields);
    }
}
