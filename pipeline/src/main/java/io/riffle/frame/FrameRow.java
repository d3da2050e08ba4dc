package io.riffle.frame;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** One input record inside a frame. Key, value and headers are the consumer's own: nothing is copied. */
public final class FrameRow {
    private final SourcePosition position;
    private final long timestamp;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Header[] headers;
    private final @Nullable String name;

    private FrameRow(FrameRow other, SourcePosition position, @Nullable String name) {
        this(position, other.timestamp, other.key, other.value, other.headers, name);
    }

    private FrameRow(
            SourcePosition position,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Header[] headers,
            @Nullable String name) {
        this.position = position;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.name = name;
    }

    /** A row on its own, for a record that was not packed and for tests. */
    public static FrameRow of(
            SourcePosition position, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new FrameRow(position, timestamp, key, value, headers.toArray(), null);
    }

    static FrameRow of(ConsumerRecord<byte[], byte[]> record) {
        SourcePosition position = new SourcePosition(record.topic(), record.partition(), record.offset());
        return of(position, record.timestamp(), record.key(), record.value(), record.headers());
    }

    public SourcePosition position() {
        return position;
    }

    /** A copy of this row for a record that is not where it was written, for example in a file. */
    public FrameRow named(String original) {
        return new FrameRow(this, position, original);
    }

    /** The id that its position makes: topic, partition and offset, or how the row was named. It never changes. */
    public String positionName() {
        return name == null ? position.name() : name;
    }

    /** The record's timestamp, milliseconds since the epoch; negative where it has none. */
    public long timestamp() {
        return timestamp;
    }

    /** Not to be written to. */
    public byte @Nullable [] key() {
        return key;
    }

    /** Not to be written to. */
    public byte @Nullable [] value() {
        return value;
    }

    /** Whether the key is exactly these bytes of an array. */
    public boolean keyEquals(byte[] array, int start, int length) {
        return key != null && Arrays.equals(key, 0, key.length, array, start, start + length);
    }

    /** The value of the last header of that name, or null. */
    public byte @Nullable [] header(String name) {
        for (int i = headers.length - 1; i >= 0; i--) {
            if (headers[i].key().equals(name)) {
                return headers[i].value();
            }
        }
        return null;
    }

    public boolean hasHeaders() {
        return headers.length > 0;
    }

    /** A new copy of the record's headers, for an output that may add its own. */
    public Headers headers() {
        return headers.length == 0 ? new RecordHeaders() : new RecordHeaders(headers);
    }

    /** A copy of this row with one more header. */
    public FrameRow withHeader(String name, byte[] content) {
        Header[] more = Arrays.copyOf(headers, headers.length + 1);
        more[headers.length] = new RecordHeader(name, content);
        return new FrameRow(position, timestamp, key, value, more, this.name);
    }

    /** A copy of this row that stands somewhere else: what was repartitioned goes on under its original position. */
    public FrameRow withPosition(SourcePosition other) {
        return new FrameRow(this, other, name);
    }

    /** One event of the array that this row's record holds. */
    public FrameRow withElement(int index, byte[] event) {
        String element = name == null ? null : name + "-" + index;
        return new FrameRow(position.withElement(index), timestamp, key, event, headers, element);
    }

    /** A copy of this row with another value. */
    public FrameRow withValue(byte[] other) {
        return new FrameRow(position, timestamp, key, other, headers, name);
    }

    /** A copy of this row with another timestamp. */
    public FrameRow withTimestamp(long other) {
        return new FrameRow(position, other, key, value, headers, name);
    }

    /** A copy of this row without the headers of that name. */
    public FrameRow withoutHeader(String name) {
        Header[] fewer = Arrays.stream(headers)
                .filter(header -> !header.key().equals(name))
                .toArray(Header[]::new);
        return new FrameRow(position, timestamp, key, value, fewer, this.name);
    }
}
