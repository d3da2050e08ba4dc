package io.riffle.format;

import io.riffle.config.event.RegistryConfig;
import io.riffle.config.event.RegistryConfig.Api;
import io.riffle.config.event.RegistryConfig.Ids;
import io.riffle.frame.FrameRow;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The id of a schema that serializers put before a value or into a header. Confluent's: a zero byte and four bytes, or a
 * one and a GUID; in the header {@code __value_schema_id} the same. Apicurio's: a zero byte and four or eight bytes, or
 * eight bytes in {@code apicurio.value.contentId} or {@code apicurio.value.globalId}. A header wins.
 */
public final class Framing {
    private static final String CONFLUENT_HEADER = "__value_schema_id";
    private static final String CONTENT_ID_HEADER = "apicurio.value.contentId";
    private static final String GLOBAL_ID_HEADER = "apicurio.value.globalId";
    private static final int SHORT = 1 + Integer.BYTES;
    private static final int LONG = 1 + Long.BYTES;
    private static final int GUID = 1 + 2 * Long.BYTES;

    private final Api api;
    private final Ids ids;

    private Framing(Api api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    /** As the clients of that registry write it; without one, as Confluent's do. */
    public static Framing of(Optional<RegistryConfig> registry) {
        return new Framing(
                registry.map(RegistryConfig::api).orElse(Api.CONFLUENT),
                registry.map(RegistryConfig::ids).orElse(Ids.FOUR_BYTES));
    }

    /** Where the value begins; one that neither a header nor its first byte gives an id is bare. */
    public FramedValue read(FrameRow row, byte[] value) throws UnreadableValueException {
        byte[] header = row.hasHeaders() ? row.header(CONFLUENT_HEADER) : null;
        if (header != null) {
            return inHeader(header);
        }
        Optional<SchemaKey> apicurio = row.hasHeaders() ? apicurio(row) : Optional.empty();
        if (apicurio.isPresent()) {
            return FramedValue.of(apicurio.get(), 0);
        }
        if (value[0] == 0) {
            return FramedValue.of(numbered(value), ids == Ids.EIGHT_BYTES ? LONG : SHORT);
        }
        return value[0] == 1 && api == Api.CONFLUENT && value.length >= GUID
                ? FramedValue.of(guid(value), GUID)
                : FramedValue.bare();
    }

    private SchemaKey numbered(byte[] value) throws UnreadableValueException {
        int length = ids == Ids.EIGHT_BYTES ? LONG : SHORT;
        if (value.length < length) {
            throw new UnreadableValueException("must have a schema id of " + (length - 1)
                    + " bytes after its first byte (0x00): has " + value.length + " bytes altogether");
        }
        if (ids == Ids.EIGHT_BYTES) {
            return new SchemaKey(
                    SchemaKey.Kind.GLOBAL_ID,
                    Long.toString(ByteBuffer.wrap(value).getLong(1)));
        }
        SchemaKey.Kind kind = api == Api.APICURIO ? SchemaKey.Kind.CONTENT_ID : SchemaKey.Kind.ID;
        return new SchemaKey(kind, Integer.toString(ByteBuffer.wrap(value).getInt(1)));
    }

    private static FramedValue inHeader(byte[] header) throws UnreadableValueException {
        if (header.length >= GUID && header[0] == 1) {
            return new FramedValue(Optional.of(guid(header)), rest(header, GUID), 0);
        }
        if (header.length >= SHORT && header[0] == 0) {
            int id = ByteBuffer.wrap(header).getInt(1);
            return new FramedValue(
                    Optional.of(new SchemaKey(SchemaKey.Kind.ID, Integer.toString(id))), rest(header, SHORT), 0);
        }
        throw new UnreadableValueException("must have a GUID or an id in its header " + CONFLUENT_HEADER + ": has "
                + header.length + " bytes" + (header.length == 0 ? "" : ", the first one " + header[0]));
    }

    private static Optional<byte[]> rest(byte[] header, int start) {
        return header.length == start
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(header, start, header.length));
    }

    private static SchemaKey guid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SchemaKey(
                SchemaKey.Kind.GUID, new UUID(buffer.getLong(1), buffer.getLong(1 + Long.BYTES)).toString());
    }

    private static Optional<SchemaKey> apicurio(FrameRow row) {
        byte[] content = row.header(CONTENT_ID_HEADER);
        if (content != null && content.length == Long.BYTES) {
            return Optional.of(key(SchemaKey.Kind.CONTENT_ID, content));
        }
        byte[] global = row.header(GLOBAL_ID_HEADER);
        return global != null && global.length == Long.BYTES
                ? Optional.of(key(SchemaKey.Kind.GLOBAL_ID, global))
                : Optional.empty();
    }

    private static SchemaKey key(SchemaKey.Kind kind, byte[] number) {
        return new SchemaKey(kind, Long.toString(ByteBuffer.wrap(number).getLong()));
    }
}
