package io.riffle.format.protobuf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.riffle.format.WholeNumber;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/**
 * A message as a JSON object, with the names of its fields as the {@code .proto} file writes them. A field that cannot be
 * absent (such as a plain number of proto3) is always there; one that can is left out if it is. Numbers of 64 bits stay
 * numbers, enums are their names, bytes base64; timestamps and durations are milliseconds, wrappers what they wrap.
 */
final class MessageTokens {
    private static final long MASK = 0xFFFFFFFFL;

    private MessageTokens() {}

    static void write(Message message, JsonGenerator out) throws IOException {
        switch (message.getDescriptorForType().getFullName()) {
            case "google.protobuf.Timestamp", "google.protobuf.Duration" -> milliseconds(message, out);
            case "google.protobuf.DoubleValue",
                    "google.protobuf.FloatValue",
                    "google.protobuf.Int64Value",
                    "google.protobuf.UInt64Value",
                    "google.protobuf.Int32Value",
                    "google.protobuf.UInt32Value",
                    "google.protobuf.BoolValue",
                    "google.protobuf.StringValue",
                    "google.protobuf.BytesValue" -> {
                FieldDescriptor wrapped = field(message, "value");
                single(wrapped, message.getField(wrapped), out);
            }
            case "confluent.type.Decimal" -> out.writeNumber(decimal(message));
            default -> object(message, out);
        }
    }

    private static void object(Message message, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                out.writeFieldName(field.getName());
                entries(field, (List<?>) message.getField(field), out);
            } else if (field.isRepeated()) {
                out.writeFieldName(field.getName());
                out.writeStartArray();
                for (Object item : (List<?>) message.getField(field)) {
                    single(field, item, out);
                }
                out.writeEndArray();
            } else if (!field.hasPresence() || message.hasField(field)) {
                out.writeFieldName(field.getName());
                single(field, message.getField(field), out);
            }
        }
        out.writeEndObject();
    }

    private static void entries(FieldDescriptor map, List<?> entries, JsonGenerator out) throws IOException {
        FieldDescriptor key = map.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = map.getMessageType().findFieldByNumber(2);
        out.writeStartObject();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            out.writeFieldName(pair.getField(key).toString());
            single(value, pair.getField(value), out);
        }
        out.writeEndObject();
    }

    private static void single(FieldDescriptor field, Object value, JsonGenerator out) throws IOException {
        switch (field.getType()) {
            case DOUBLE -> out.writeNumber((double) value);
            case FLOAT -> out.writeNumber((double) (float) value);
            case INT32, SINT32, SFIXED32 -> out.writeNumber((int) value);
            case UINT32, FIXED32 -> out.writeNumber((int) value & MASK);
            case INT64, SINT64, SFIXED64 -> out.writeNumber((long) value);
            case UINT64, FIXED64 -> unsigned((long) value, out);
            case BOOL -> out.writeBoolean((boolean) value);
            case STRING -> out.writeString((String) value);
            case BYTES -> out.writeString(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case ENUM -> symbol((EnumValueDescriptor) value, out);
            case MESSAGE, GROUP -> write((Message) value, out);
        }
    }

    private static void unsigned(long value, JsonGenerator out) throws IOException {
        WholeNumber.write(new BigInteger(Long.toUnsignedString(value)), out);
    }

    /** A number that the schema does not name yet stays one. */
    private static void symbol(EnumValueDescriptor value, JsonGenerator out) throws IOException {
        if (value.getIndex() < 0) {
            out.writeNumber(value.getNumber());
        } else {
            out.writeString(value.getName());
        }
    }

    /** Seconds of any size are written as they are: what is out of range is told where times are checked. */
    private static void milliseconds(Message message, JsonGenerator out) throws IOException {
        long seconds = (long) message.getField(field(message, "seconds"));
        int nanos = (int) message.getField(field(message, "nanos"));
        BigInteger whole = BigInteger.valueOf(seconds).multiply(BigInteger.valueOf(1_000));
        WholeNumber.write(whole.add(BigInteger.valueOf(Math.floorDiv(nanos, 1_000_000))), out);
    }

    private static BigDecimal decimal(Message message) {
        byte[] unscaled = ((ByteString) message.getField(field(message, "value"))).toByteArray();
        int scale = (int) message.getField(field(message, "scale"));
        return new BigDecimal(unscaled.length == 0 ? BigInteger.ZERO : new BigInteger(unscaled), scale);
    }

    private static FieldDescriptor field(Message message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }
}
