package io.riffle.frame;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The records of a frame on their way from the interceptor to the deserialiser of the same process: by reference, as a
 * header of the record that stands for them. Any producer can set a header of that name, but none of this class.
 */
final class FrameHeader implements Header {
    static final String NAME = "riffle.frame";
    private static final byte[] NOTHING = {};

    private final List<ConsumerRecord<byte[], byte[]>> records;

    FrameHeader(List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = List.copyOf(records);
    }

    @Override
    public String key() {
        return NAME;
    }

    @Override
    public byte[] value() {
        return NOTHING;
    }

    Frame frame() {
        return Frame.of(records.stream().map(FrameRow::of).toList());
    }
}
