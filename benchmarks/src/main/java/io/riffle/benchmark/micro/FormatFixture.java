package io.riffle.benchmark.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.benchmark.RiffleFiles;
import io.riffle.benchmark.workload.Workload;
import io.riffle.config.Pipeline;
import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.decode.EventDecoder;
import io.riffle.decode.WarningCounts;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same card payments in each format, and a decoder that reads them. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class FormatFixture {
    static final int ROWS = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code json-schema} is JSON by the complete reader: the fast one reads plain JSON alone. */
    @Param({"json", "json-schema", "avro", "csv"})
    private String format = "json";

    private List<FrameRow> rows = List.of();
    private EventFrame frame;

    private EventDecoder decoder;

    @Setup
    public void setUp() throws IOException {
        try (RiffleFiles files = RiffleFiles.create()) {
            Pipeline pipeline = files.pipeline();
            List<FrameRow> json = EventRows.of(Workload.of(ROWS, ROWS), ROWS);
            rows = json.stream().map(this::written).toList();
            frame = new EventFrame(pipeline.schema(), ROWS);
            EventConfig event = pipeline.event().with(config(json.get(0)));
            decoder = new EventDecoder(event, pipeline.schema());
        }
        decode();
    }

    private EventFormatConfig config(FrameRow first) throws IOException {
        if (format.equals("avro")) {
            Path file = Files.writeString(
                    Files.createTempFile("payments", ".avsc"),
                    schema(tree(first)).toString());
            return new EventFormatConfig(
                    EventFormatConfig.Kind.AVRO,
                    Optional.of(file),
                    Optional.empty(),
                    CsvConfig.DEFAULT,
                    Optional.empty());
        }
        if (format.equals("csv")) {
            List<String> columns = new ArrayList<>();
            tree(first).fieldNames().forEachRemaining(columns::add);
            return new EventFormatConfig(
                    EventFormatConfig.Kind.CSV,
                    Optional.empty(),
                    Optional.empty(),
                    new CsvConfig(columns, ",", true),
                    Optional.empty());
        }
        return EventFormatConfig.of(
                format.equals("json") ? EventFormatConfig.Kind.JSON : EventFormatConfig.Kind.JSON_SCHEMA);
    }

    private FrameRow written(FrameRow json) {
        byte[] value = switch (format) {
            case "avro" -> avro(tree(json));
            case "csv" -> csv(tree(json));
            default -> json.value();
        };
        return FrameRow.of(json.position(), json.timestamp(), json.key(), value, new RecordHeaders());
    }

    private static JsonNode tree(FrameRow json) {
        try {
            return JSON.readTree(Objects.requireNonNull(json.value(), "an event has a value"));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Schema schema(JsonNode event) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Payment").fields();
        for (Map.Entry<String, JsonNode> member : event.properties()) {
            JsonNode value = member.getValue();
            fields = value.isTextual()
                    ? fields.requiredString(member.getKey())
                    : value.isIntegralNumber()
                            ? fields.requiredLong(member.getKey())
                            : fields.requiredDouble(member.getKey());
        }
        return fields.endRecord();
    }

    private static byte[] avro(JsonNode event) {
        Schema schema = schema(event);
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> {
            JsonNode value = event.get(field.name());
            record.put(
                    field.name(),
                    value.isTextual()
                            ? value.textValue()
                            : value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue());
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] csv(JsonNode event) {
        List<String> cells = new ArrayList<>();
        event.forEach(value -> cells.add(value.asText()));
        return String.join(",", cells).getBytes(StandardCharsets.UTF_8);
    }

    EventFrame decode() {
        frame.clear(ROWS);
        WarningCounts warnings = new WarningCounts();
        for (FrameRow row : rows) {
            decoder.decode(row, frame, warnings).rejection().ifPresent(rejection -> {
                throw new IllegalStateException("every event must be valid: " + rejection);
            });
        }
        return frame;
    }
}
