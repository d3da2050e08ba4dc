package io.riffle.enrichment.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileValue;
import io.riffle.enrichment.ProfileValueFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the answer to one HMGET straight from the client's receive buffer; called by the client's I/O thread. */
final class HashOutput extends CommandOutput<byte[], byte[], EntityProfile> {
    private final String entity;
    private final HashFields fields;
    private final MalformedValues malformed;
    private final LargeEntities large;
    private final @Nullable ProfileValue[] values;
    private int next;
    private long size;
    private boolean any;

    HashOutput(String entity, HashFields fields, MalformedValues malformed, LargeEntities large) {
        super(ByteArrayCodec.INSTANCE, null);
        this.entity = entity;
        this.fields = fields;
        this.malformed = malformed;
        this.large = large;
        values = new ProfileValue[fields.size()];
    }

    String entity() {
        return entity;
    }

    /** Whether there is an answer for every field, no more and no less: any other is to another question. */
    boolean isWhole() {
        return next == values.length;
    }

    /** Null if nothing is stored for the entity, or too much. */
    @Nullable
    EntityProfile profile() {
        return any && size <= LargeEntities.MOST_BYTES ? new EntityProfile(Arrays.asList(values)) : null;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        int field = next++;
        if (bytes == null || field >= values.length) {
            return;
        }
        any = true;
        size += bytes.remaining();
        if (size > LargeEntities.MOST_BYTES) {
            large.add(entity);
            return;
        }
        values[field] = ProfileValueFormat.parse(fields.type(field), bytes);
        if (values[field] == null) {
            malformed.report(field, entity, bytes);
        }
    }
}
