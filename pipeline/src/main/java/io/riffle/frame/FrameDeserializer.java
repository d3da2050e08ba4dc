package io.riffle.frame;

import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames. A record that does not stand for one (the interceptor failed, or a test pipes plain records) becomes a
 * frame of one row that {@link Frame#at} completes, because a deserialiser sees neither key nor offset.
 */
public final class FrameDeserializer implements Deserializer<Frame> {
    private static final SourcePosition UNKNOWN = new SourcePosition("", -1, -1);

    @Override
    public Frame deserialize(String topic, Headers headers, byte @Nullable [] data) {
        if (headers.lastHeader(FrameHeader.NAME) instanceof FrameHeader packed) {
            return packed.frame();
        }
        return new Frame(List.of(FrameRow.of(UNKNOWN, 0, null, data, new RecordHeaders())), false);
    }

    @Override
    public Frame deserialize(String topic, byte @Nullable [] data) {
        return deserialize(topic, new RecordHeaders(), data);
    }
}
