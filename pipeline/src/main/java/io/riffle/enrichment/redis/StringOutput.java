package io.riffle.enrichment.redis;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the answer to one GET: the value of the only field. */
final class StringOutput extends ProfileOutput {
    private int answers;

    StringOutput(String entity, HashFields fields, MalformedValues malformed, LargeEntities large) {
        super(entity, fields, malformed, large);
    }

    @Override
    boolean isWhole() {
        return answers == 1;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        answers++;
        if (bytes != null && admits(bytes.remaining())) {
            value(0, bytes);
        }
    }
}
