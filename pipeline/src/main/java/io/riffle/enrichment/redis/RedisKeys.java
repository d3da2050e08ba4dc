package io.riffle.enrichment.redis;

import java.nio.charset.StandardCharsets;

/** The key of an entity, made from a pattern such as {@code profile:{entity}}. */
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

    /** The entity that this is the key of; the key must match {@link #pattern}. */
    String entity(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return text.substring(before.length(), text.length() - after.length());
    }

    /** Matches the keys of all entities, as Redis reads patterns. */
    String pattern() {
        return escaped(before) + "*" + escaped(after);
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
    }

    /** For messages. */
    String shown(String entity) {
        return before + entity + after;
    }

    byte[] key(String entity) {
        return shown(entity).getBytes(StandardCharsets.UTF_8);
    }
}
