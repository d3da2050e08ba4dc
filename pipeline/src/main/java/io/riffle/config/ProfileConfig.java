package io.riffle.config;

import io.riffle.settings.Secret;
import io.riffle.settings.Violations;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Slow facts about entities, kept under one Redis key per entity: {@code key}, with {@code {entity}} in it. What stands
 * there is told by {@code layout}. A value is the text of the value, then {@code @} and its event time in milliseconds. {@code deadline} bounds the one round trip that a micro-batch makes.
 */
public record ProfileConfig(
        Secret redis,
        RedisTls tls,
        String key,
        ProfileLayout layout,
        Duration deadline,
        NewerThanEvent newerThanEvent,
        NearCacheConfig nearCache,
        List<ProfileField> fields) {
    public static final String DEFAULT_KEY = "profile:{entity}";
    public static final Duration DEFAULT_DEADLINE = Duration.ofMillis(20);

    private static final String URL_RULE =
            "must be a URL such as redis://host:6379, redis-sentinel://host:26379#master or"
                    + " redis-cluster://host:6379,host:6379 (rediss for TLS)";

    /** Far below the 5 minutes after which a consumer that does not poll loses its place. */
    private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(10);

    public ProfileConfig {
        fields = List.copyOf(fields);
        Violations violations = Violations.in("profile")
                .check(isRedisUrl(redis), "redis", URL_RULE, redis)
                .check(
                        isSecure(redis) || tls.equals(RedisTls.NONE),
                        "tls",
                        "must be left out unless the URL begins with rediss",
                        "set")
                .check(key.contains("{entity}"), "key", "must contain {entity}", "'" + key + "'")
                .check(
                        layout != ProfileLayout.STRING || fields.size() == 1,
                        "layout",
                        "must be hash or json, for a string holds one field",
                        "string with " + fields.size() + " fields")
                .positive("deadline", deadline)
                .atMost("deadline", deadline, LONGEST_DEADLINE);
        Set<String> names = new HashSet<>();
        for (ProfileField field : fields) {
            violations.check(
                    names.add(field.name()), "fields." + field.name(), "must be declared once", "declared twice");
        }
        violations.throwIfAny();
    }

    /** Plain Redis with the usual trust, for a live stream. */
    public ProfileConfig(
            Secret redis, String key, Duration deadline, NearCacheConfig nearCache, List<ProfileField> fields) {
        this(redis, RedisTls.NONE, key, ProfileLayout.HASH, deadline, NewerThanEvent.PRESENT, nearCache, fields);
    }

    private static boolean isRedisUrl(Secret redis) {
        String url = redis.reveal();
        boolean known = url.matches("rediss?(-sentinel|-cluster)?://(\\S*@)?[^:/\\s@]\\S*");
        boolean sentinel = url.matches("rediss?-sentinel:.*");
        return known && (!sentinel || url.matches(".*(#|sentinelMasterId=)[^#&?\\s]+.*"));
    }

    private static boolean isSecure(Secret redis) {
        return redis.reveal().startsWith("rediss");
    }
}
