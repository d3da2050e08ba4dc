package io.riffle.format.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The flat record as Kafka Connect's JsonConverter reads it with {@code schemas.enable}: a schema and a payload. */
public final class ConnectJson implements OutputFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private final FlatRecord record;
    private final String schema;

    public ConnectJson(FlatRecord record) {
        this.record = record;
        ObjectNode struct = JsonNodeFactory.instance.objectNode();
        struct.put("type", "struct").put("name", "io.riffle.Prediction").put("optional", false);
        ArrayNode fields = struct.putArray("fields");
        for (FlatRecord.Column column : record.columns()) {
            ObjectNode field = fields.addObject()
                    .put("field", column.name())
                    .put("type", type(column.kind()))
                    .put("optional", !column.required());
            if (column.kind() == FlatRecord.Kind.TIME) {
                field.put("name", "org.apache.kafka.connect.data.Timestamp").put("version", 1);
            }
        }
        schema = struct.toString();
    }

    private static String type(FlatRecord.Kind kind) {
        return switch (kind) {
            case TEXT, TEXTS, STRUCTURE -> "string";
            case NUMBER -> "double";
            case TRUTH -> "boolean";
            case INTEGER -> "int32";
            case LONG, TIME -> "int64";
        };
    }

    @Override
    public byte[] of(byte[] json) {
        JsonNode prediction = FlatRecord.read(json);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(schema.length() + json.length);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeFieldName("schema");
            out.writeRawValue(schema);
            out.writeObjectFieldStart("payload");
            for (FlatRecord.Column column : record.columns()) {
                out.writeFieldName(column.name());
                value(column, prediction.at(column.at()), out);
            }
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void value(FlatRecord.Column column, JsonNode value, JsonGenerator out) throws IOException {
        if (value.isMissingNode() || value.isNull()) {
            out.writeNull();
            return;
        }
        switch (column.kind()) {
            case TEXT, TEXTS, STRUCTURE -> out.writeString(FlatRecord.text(column, value));
            case NUMBER -> out.writeNumber(value.doubleValue());
            case TRUTH -> out.writeBoolean(value.booleanValue());
            case INTEGER, LONG, TIME -> out.writeNumber(value.longValue());
        }
    }
}
