package io.riffle.format;

import java.util.Optional;

/**
 * Where a value begins, and what names its schema.
 *
 * @param key empty if nothing names it
 * @param indexes of Protobuf: bytes that say which message it is, where they came in a header
 * @param start of the rest of the value
 */
public record FramedValue(Optional<SchemaKey> key, Optional<byte[]> indexes, int start) {
    static FramedValue bare() {
        return new FramedValue(Optional.empty(), Optional.empty(), 0);
    }

    static FramedValue of(SchemaKey key, int start) {
        return new FramedValue(Optional.of(key), Optional.empty(), start);
    }
}
