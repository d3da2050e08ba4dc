package io.riffle.enrichment.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileValue;
import io.riffle.enrichment.ProfileValueFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to one command of a batch straight from the client's receive buffer; called by the client's I/O thread.
 */
abstract class ProfileOutput extends CommandOutput<byte[], byte[], EntityProfile> {
    private final String entity;
    private final HashFields fields;
    private final MalformedValues malformed;
    private final LargeEntities large;
    private final @Nullable ProfileValue[] values;
    private long size;
    private boolean any;
    private boolean unreadable;

    ProfileOutput(String entity, HashFields fields, MalformedValues malformed, LargeEntities large) {
        super(ByteArrayCodec.INSTANCE, null);
        this.entity = entity;
        this.fields = fields;
        this.malformed = malformed;
        this.large = large;
        values = new ProfileValue[fields.size()];
    }

    final String entity() {
        return entity;
    }

    /** Whether the answer has as many parts as were asked for: any other is to another question. */
    abstract boolean isWhole();

    /** Null if nothing is stored for the entity, or too much. */
    final @Nullable EntityProfile profile() {
        if (unreadable) {
            return EntityProfile.unreadable(values.length);
        }
        return any && size <= LargeEntities.MOST_BYTES ? new EntityProfile(Arrays.asList(values)) : null;
    }

    /** Something is stored that is no profile. */
    final void refuse(String found) {
        unreadable = true;
        malformed.entity(entity, found);
    }

    /** Counts bytes that are stored; false if they are too many to be read. */
    final boolean admits(int bytes) {
        any = true;
        size += bytes;
        if (size > LargeEntities.MOST_BYTES) {
            large.add(entity);
            return false;
        }
        return true;
    }

    /** A stored value, between the buffer's position and limit. */
    final void value(int field, ByteBuffer bytes) {
        ProfileValue value = ProfileValueFormat.parse(fields.type(field), bytes);
        values[field] = value;
        if (value == null) {
            if (!ProfileValueFormat.isNothing(fields.type(field), bytes)) {
                malformed.type(field, entity, bytes);
            }
        } else if (!ProfileValueFormat.isUsualTime(value.eventTime())) {
            malformed.time(field, entity, bytes, value.eventTime());
        }
    }

    /** A stored value that cannot be one, whatever its type. */
    final void noValue(int field, ByteBuffer bytes) {
        malformed.type(field, entity, bytes);
    }
}
