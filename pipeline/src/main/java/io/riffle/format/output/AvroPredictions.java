package io.riffle.format.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** The flat record in Avro behind the id of its schema, as Confluent's deserializers read it. */
public final class AvroPredictions implements OutputFormat {
    private final FlatRecord record;
    private final IntSupplier schemaId;

    /** @param schemaId asked once per prediction; it waits while the registry is away */
    public AvroPredictions(FlatRecord record, IntSupplier schemaId) {
        this.record = record;
        this.schemaId = schemaId;
    }

    /** The schema of the record, as it is registered. */
    public static String schema(FlatRecord record) {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Prediction")
                .namespace("io.riffle")
                .doc("One scored event")
                .fields();
        for (FlatRecord.Column column : record.columns()) {
            Schema type = type(column.kind());
            fields = column.required()
                    ? fields.name(column.name())
                            .doc(column.meaning())
                            .type(type)
                            .noDefault()
                    : fields.name(column.name())
                            .doc(column.meaning())
                            .type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
                            .withDefault(null);
        }
        return fields.endRecord().toString();
    }

    private static Schema type(FlatRecord.Kind kind) {
        return switch (kind) {
            case TEXT, TEXTS, STRUCTURE -> Schema.create(Schema.Type.STRING);
            case NUMBER -> Schema.create(Schema.Type.DOUBLE);
            case TRUTH -> Schema.create(Schema.Type.BOOLEAN);
            case INTEGER -> Schema.create(Schema.Type.INT);
            case LONG -> Schema.create(Schema.Type.LONG);
            case TIME -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        };
    }

    @Override
    public byte[] of(byte[] json) {
        JsonNode prediction = FlatRecord.read(json);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
        bytes.write(0);
        bytes.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(schemaId.getAsInt()).array());
        try {
            BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
            for (FlatRecord.Column column : record.columns()) {
                JsonNode value = prediction.at(column.at());
                if (!column.required()) {
                    boolean absent = value.isMissingNode() || value.isNull();
                    out.writeIndex(absent ? 0 : 1);
                    if (absent) {
                        out.writeNull();
                        continue;
                    }
                }
                write(column, value, out);
            }
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(FlatRecord.Column column, JsonNode value, Encoder out) throws IOException {
        switch (column.kind()) {
            case TEXT, TEXTS, STRUCTURE -> out.writeString(FlatRecord.text(column, value));
            case NUMBER -> out.writeDouble(value.doubleValue());
            case TRUTH -> out.writeBoolean(value.booleanValue());
            case INTEGER -> out.writeInt(value.intValue());
            case LONG, TIME -> out.writeLong(value.longValue());
        }
    }
}
