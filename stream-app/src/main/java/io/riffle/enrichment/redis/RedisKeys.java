package io.riffle.enrichment.redis;

import java.nio.charset.StandardCharsets;

/** The key of an entity's hash, made from a pattern such as {@code profile:{entity}}. */
final class RedisKeys {
    private static final String PLACEHOLDER = "{entity}";

    private final String before;
    private final String after;

    RedisKeys(String pattern) {
        int at = pattern.indexOf(PLACEHOLDER);
        if (at < 0) {
            throw new IllegalArgumentException("profile.key must contain " + PLACEHOLDER + ": was '" + pattern + "'");
        }
        before = pattern.substring(0, at);
        after = pattern.substring(at + PLACEHOLDER.length());
    }

    byte[] key(String entity) {
        return (before + entity + after).getBytes(StandardCharsets.UTF_8);
    }
}
