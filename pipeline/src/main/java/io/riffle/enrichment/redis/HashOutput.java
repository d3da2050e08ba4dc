package io.riffle.enrichment.redis;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the answer to one HMGET: a value for each field, in their order. */
final class HashOutput extends ProfileOutput {
    private final int fields;
    private int next;

    HashOutput(String entity, HashFields fields, MalformedValues malformed, LargeEntities large) {
        super(entity, fields, malformed, large);
        this.fields = fields.size();
    }

    @Override
    boolean isWhole() {
        return next == fields;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        int field = next++;
        if (bytes != null && field < fields && admits(bytes.remaining())) {
            value(field, bytes);
        }
    }
}
