package io.riffle.enrichment.redis;

import io.riffle.metrics.FeatureMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts stored values that are not as declared, and says it once per field. A line per value would flood the log, because
 * the store's writer makes the same mistake for every entity.
 */
final class MalformedValues {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedValues.class);
    private static final int LONGEST_SHOWN = 40;

    private final HashFields fields;
    private final FeatureMetrics metrics;
    private final AtomicIntegerArray reportedTypes;
    private final AtomicIntegerArray reportedTimes;
    private final AtomicBoolean reportedEntity = new AtomicBoolean();

    MalformedValues(HashFields fields, FeatureMetrics metrics) {
        this.fields = fields;
        this.metrics = metrics;
        reportedTypes = new AtomicIntegerArray(fields.size());
        reportedTimes = new AtomicIntegerArray(fields.size());
    }

    /** The value is not of its field's type. */
    void type(int field, String entity, ByteBuffer bytes) {
        metrics.unreadable(fields.name(field), FeatureMetrics.Unreadable.TYPE);
        if (reportedTypes.compareAndSet(field, 0, 1)) {
            LOG.warn(
                    "profile field {} must be of type {}: was '{}' (entity {}); it counts as missing, further ones are not"
                            + " logged",
                    fields.name(field),
                    fields.type(field).name().toLowerCase(Locale.ROOT),
                    shown(bytes),
                    entity);
        }
    }

    /** The value says a time that is hardly meant. */
    void time(int field, String entity, ByteBuffer bytes, long eventTime) {
        metrics.unreadable(fields.name(field), FeatureMetrics.Unreadable.TIME);
        if (reportedTimes.compareAndSet(field, 0, 1)) {
            LOG.warn(
                    "the time behind a value of profile field {} must be in milliseconds: '{}' (entity {}) is one of {}; it"
                            + " is taken as it is, further ones are not logged",
                    fields.name(field),
                    shown(bytes),
                    entity,
                    Instant.ofEpochMilli(eventTime));
        }
    }

    /** Under the entity's key stands something else than a profile. */
    void entity(String entity, String found) {
        if (reportedEntity.compareAndSet(false, true)) {
            LOG.warn(
                    "a profile must be as profile.layout says: {} (entity {}); predictions are marked profile_unreadable,"
                            + " further entities are not logged",
                    found,
                    entity);
        }
    }

    private static String shown(ByteBuffer bytes) {
        byte[] shown = new byte[Math.min(bytes.remaining(), LONGEST_SHOWN)];
        bytes.get(bytes.position(), shown);
        return new String(shown, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }
}
