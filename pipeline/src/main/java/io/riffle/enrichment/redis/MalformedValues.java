package io.riffle.enrichment.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once per field that a stored value has the wrong type. The value counts as missing, so its rate is in
 * {@code riffle_feature_missing_total}; a line per value would flood the log, because the store's writer makes the same
 * mistake for every entity.
 */
final class MalformedValues {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedValues.class);
    private static final int LONGEST_SHOWN = 40;

    private final HashFields fields;
    private final AtomicIntegerArray reported;

    MalformedValues(HashFields fields) {
        this.fields = fields;
        reported = new AtomicIntegerArray(fields.size() + 1);
    }

    void report(int field, String entity, ByteBuffer bytes) {
        if (!reported.compareAndSet(field, 0, 1)) {
            return;
        }
        byte[] shown = new byte[Math.min(bytes.remaining(), LONGEST_SHOWN)];
        bytes.get(bytes.position(), shown);
        LOG.warn(
                "profile field {} must be of type {}: was '{}' (entity {}); it counts as missing, further ones are not logged",
                fields.name(field),
                fields.type(field).name().toLowerCase(Locale.ROOT),
                new String(shown, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?"),
                entity);
    }

    void reportNotAHash(String entity) {
        if (reported.compareAndSet(fields.size(), 0, 1)) {
            LOG.warn(
                    "a profile must be a Redis hash: was something else (entity {}); it counts as missing, further ones"
                            + " are not logged",
                    entity);
        }
    }
}
