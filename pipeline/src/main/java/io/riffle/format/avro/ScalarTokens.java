package io.riffle.format.avro;

import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.format.WholeNumber;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Values without parts. Timestamps become milliseconds since the epoch and times of day milliseconds since midnight,
 * whatever their unit; dates and UUIDs become text, decimals exact numbers, other bytes base64.
 */
final class ScalarTokens {
    private static final long MICROS = 1_000;
    private static final long NANOS = 1_000_000;
    private static final int UUID_BYTES = 16;

    private ScalarTokens() {}

    static AvroTokens of(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case NULL ->
                (in, out) -> {
                    in.readNull();
                    out.writeNull();
                };
            case BOOLEAN -> (in, out) -> out.writeBoolean(in.readBoolean());
            case INT ->
                logical instanceof LogicalTypes.Date
                        ? (in, out) -> out.writeString(
                                LocalDate.ofEpochDay(in.readInt()).toString())
                        : (in, out) -> out.writeNumber(in.readInt());
            case LONG -> whole(divisor(logical));
            case FLOAT -> (in, out) -> out.writeNumber((double) in.readFloat());
            case DOUBLE -> (in, out) -> out.writeNumber(in.readDouble());
            case STRING -> (in, out) -> out.writeString(in.readString());
            case BYTES -> bytes(logical);
            case FIXED -> fixed(schema.getFixedSize(), logical);
            case RECORD, ENUM, ARRAY, MAP, UNION ->
                throw new IllegalArgumentException("a value without parts: was " + schema.getType());
        };
    }

    private static AvroTokens whole(long divisor) {
        return divisor == 1
                ? (in, out) -> out.writeNumber(in.readLong())
                : (in, out) -> out.writeNumber(Math.floorDiv(in.readLong(), divisor));
    }

    /** What makes milliseconds of a time. */
    private static long divisor(LogicalType logical) {
        if (logical == null) {
            return 1;
        }
        return switch (logical.getName()) {
            case "timestamp-micros", "local-timestamp-micros", "time-micros" -> MICROS;
            case "timestamp-nanos", "local-timestamp-nanos" -> NANOS;
            default -> 1;
        };
    }

    private static AvroTokens bytes(LogicalType logical) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return (in, out) -> decimal(array(in.readBytes(null)), decimal.getScale(), out);
        }
        return (in, out) -> out.writeString(Base64.getEncoder().encodeToString(array(in.readBytes(null))));
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static AvroTokens fixed(int size, LogicalType logical) {
        return (in, out) -> {
            byte[] bytes = new byte[size];
            in.readFixed(bytes, 0, size);
            if (logical instanceof LogicalTypes.Decimal decimal) {
                decimal(bytes, decimal.getScale(), out);
            } else if (size == UUID_BYTES && logical instanceof LogicalTypes.Uuid) {
                ByteBuffer halves = ByteBuffer.wrap(bytes);
                out.writeString(new UUID(halves.getLong(), halves.getLong()).toString());
            } else {
                out.writeString(Base64.getEncoder().encodeToString(bytes));
            }
        };
    }

    /** A whole number has no fraction, so that it can be an id. */
    private static void decimal(byte[] unscaled, int scale, JsonGenerator out) throws IOException {
        BigInteger digits = unscaled.length == 0 ? BigInteger.ZERO : new BigInteger(unscaled);
        if (scale == 0) {
            WholeNumber.write(digits, out);
        } else {
            out.writeNumber(new BigDecimal(digits, scale));
        }
    }
}
