package io.riffle.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a packed frame. They live only between the consumer and the deserialiser of one process, so the format
 * may change with any release.
 *
 * <pre>
 * frame:  rows int, partition int, row*
 * row:    offset long, timestamp long, keyLength int, valueLength int, headers int, header*, key, value
 * header: nameLength int, name, valueLength int, value          (a length of -1 is null)
 * </pre>
 */
final class FrameFormat {
    static final String HEADER = "riffle.frame";

    /**
     * Marks a packed record. It is drawn anew by every process: a producer that sets the header itself must not be able
     * to have its bytes read as a frame.
     */
    private static final byte[] TOKEN = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);

    private static final Header[] NO_HEADERS = {};
    private static final int FRAME_OVERHEAD = 2 * Integer.BYTES;
    private static final int ROW_OVERHEAD = 2 * Long.BYTES + 3 * Integer.BYTES;

    private FrameFormat() {}

    static Header marker() {
        return new RecordHeader(HEADER, TOKEN);
    }

    static boolean isMarker(@Nullable Header header) {
        return header != null && java.util.Arrays.equals(header.value(), TOKEN);
    }

    /** Bytes that one record takes in a frame. */
    static int size(ConsumerRecord<byte[], byte[]> record) {
        int size = ROW_OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += 2 * Integer.BYTES + utf8(header.key()).length + length(header.value());
        }
        return size;
    }

    static byte[] pack(List<ConsumerRecord<byte[], byte[]>> records, int rowBytes) {
        ByteBuffer bytes = ByteBuffer.allocate(FRAME_OVERHEAD + rowBytes);
        bytes.putInt(records.size()).putInt(records.get(0).partition());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            bytes.putLong(record.offset()).putLong(record.timestamp());
            bytes.putInt(lengthOrNull(record.key())).putInt(lengthOrNull(record.value()));
            Header[] headers = record.headers().toArray();
            bytes.putInt(headers.length);
            for (Header header : headers) {
                putSized(bytes, utf8(header.key()));
                putSized(bytes, header.value());
            }
            put(bytes, record.key());
            put(bytes, record.value());
        }
        return bytes.array();
    }

    static List<FrameRow> unpack(String topic, byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        int rows = bytes.getInt();
        int partition = bytes.getInt();
        List<FrameRow> list = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            list.add(row(topic, partition, packed, bytes));
        }
        return list;
    }

    private static FrameRow row(String topic, int partition, byte[] packed, ByteBuffer bytes) {
        SourcePosition position = new SourcePosition(topic, partition, bytes.getLong());
        long timestamp = bytes.getLong();
        int keyLength = bytes.getInt();
        int valueLength = bytes.getInt();
        Header[] headers = headers(bytes);
        int keyStart = bytes.position();
        int valueStart = keyStart + Math.max(0, keyLength);
        bytes.position(valueStart + Math.max(0, valueLength));
        return new FrameRow(position, timestamp, packed, keyStart, keyLength, valueStart, valueLength, headers);
    }

    private static Header[] headers(ByteBuffer bytes) {
        int count = bytes.getInt();
        if (count == 0) {
            return NO_HEADERS;
        }
        Header[] headers = new Header[count];
        for (int i = 0; i < count; i++) {
            byte[] name = sized(bytes);
            headers[i] = new RecordHeader(new String(name, StandardCharsets.UTF_8), nullableSized(bytes));
        }
        return headers;
    }

    private static byte[] sized(ByteBuffer bytes) {
        byte[] value = new byte[bytes.getInt()];
        bytes.get(value);
        return value;
    }

    private static byte @Nullable [] nullableSized(ByteBuffer bytes) {
        if (bytes.getInt(bytes.position()) < 0) {
            bytes.getInt();
            return null;
        }
        return sized(bytes);
    }

    private static void putSized(ByteBuffer bytes, byte @Nullable [] value) {
        bytes.putInt(lengthOrNull(value));
        put(bytes, value);
    }

    private static void put(ByteBuffer bytes, byte @Nullable [] value) {
        if (value != null) {
            bytes.put(value);
        }
    }

    private static int length(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }

    private static int lengthOrNull(byte @Nullable [] value) {
        return value == null ? -1 : value.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
