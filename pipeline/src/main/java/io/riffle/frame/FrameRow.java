package io.riffle.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One input record inside a frame. Key and value are slices of the frame's bytes and are copied only when asked for;
 * a negative length stands for null.
 */
public final class FrameRow {
    private final SourcePosition position;
    private final long timestamp;
    private final byte[] bytes;
    private final int keyStart;
    private final int keyLength;
    private final int valueStart;
    private final int valueLength;
    private final Header[] headers;

    FrameRow(
            SourcePosition position,
            long timestamp,
            byte[] bytes,
            int keyStart,
            int keyLength,
            int valueStart,
            int valueLength,
            Header[] headers) {
        this.position = position;
        this.timestamp = timestamp;
        this.bytes = bytes;
        this.keyStart = keyStart;
        this.keyLength = keyLength;
        this.valueStart = valueStart;
        this.valueLength = valueLength;
        this.headers = headers;
    }

    /** A row on its own, for a record that was not packed and for tests. */
    public static FrameRow of(
            SourcePosition position, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        int keyLength = key == null ? -1 : key.length;
        int valueLength = value == null ? -1 : value.length;
        ByteBuffer joined = ByteBuffer.allocate(Math.max(0, keyLength) + Math.max(0, valueLength));
        if (key != null) {
            joined.put(key);
        }
        if (value != null) {
            joined.put(value);
        }
        return new FrameRow(
                position,
                timestamp,
                joined.array(),
                0,
                keyLength,
                Math.max(0, keyLength),
                valueLength,
                headers.toArray());
    }

    public SourcePosition position() {
        return position;
    }

    /** The record's timestamp, milliseconds since the epoch. */
    public long timestamp() {
        return timestamp;
    }

    /** The array that {@link #valueStart} and {@link #valueLength} refer to; not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    public int valueStart() {
        return valueStart;
    }

    /** Negative where the value is null. */
    public int valueLength() {
        return valueLength;
    }

    public byte @Nullable [] key() {
        return keyLength < 0 ? null : Arrays.copyOfRange(bytes, keyStart, keyStart + keyLength);
    }

    public byte @Nullable [] value() {
        return valueLength < 0 ? null : Arrays.copyOfRange(bytes, valueStart, valueStart + valueLength);
    }

    /** Whether the key is exactly these bytes of an array. */
    public boolean keyEquals(byte[] array, int start, int length) {
        return keyLength == length
                && Arrays.equals(bytes, keyStart, keyStart + keyLength, array, start, start + length);
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
    public FrameRow withHeader(String name, byte[] value) {
        Header[] more = Arrays.copyOf(headers, headers.length + 1);
        more[headers.length] = new RecordHeader(name, value);
        return new FrameRow(position, timestamp, bytes, keyStart, keyLength, valueStart, valueLength, more);
    }

    /** A copy of this row that stands somewhere else: what was repartitioned goes on under its original position. */
    public FrameRow withPosition(SourcePosition other) {
        return new FrameRow(other, timestamp, bytes, keyStart, keyLength, valueStart, valueLength, headers);
    }

    /** A copy of this row with another timestamp. */
    public FrameRow withTimestamp(long other) {
        return new FrameRow(position, other, bytes, keyStart, keyLength, valueStart, valueLength, headers);
    }

    /** A copy of this row without the headers of that name. */
    public FrameRow withoutHeader(String name) {
        Header[] fewer = Arrays.stream(headers)
                .filter(header -> !header.key().equals(name))
                .toArray(Header[]::new);
        return new FrameRow(position, timestamp, bytes, keyStart, keyLength, valueStart, valueLength, fewer);
    }
}
