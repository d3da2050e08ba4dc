package io.riffle.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.riffle.config.event.DuplicatesConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventLayout;
import io.riffle.config.event.EventTimeConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Test;

/** The files are written by Avro's library. */
class AvroLinesTest {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
                    {"type":"record","name":"E","fields":[
                      {"name":"id","type":"string"},
                      {"name":"day","type":{"type":"int","logicalType":"date"}},
                      {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                      {"name":"nanos","type":{"type":"long","logicalType":"timestamp-nanos"}},
                      {"name":"noon","type":{"type":"long","logicalType":"time-micros"}},
                      {"name":"uuid","type":{"type":"string","logicalType":"uuid"}},
                      {"name":"price","type":{"type":"fixed","name":"P","size":3,"logicalType":"decimal","precision":6,"scale":2}},
                      {"name":"count","type":{"type":"bytes","logicalType":"decimal","precision":30,"scale":0}},
                      {"name":"raw","type":"bytes"},
                      {"name":"small","type":"float"},
                      {"name":"tags","type":{"type":"map","values":["null","int"]}},
                      {"name":"items","type":{"type":"array","items":{"type":"record","name":"I","fields":[
                        {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B"]}}]}}}]}""");

    private static GenericData.Record record(String id) {
        GenericData.Record record = new GenericData.Record(SCHEMA);
        record.put("id", id);
        record.put("day", 19_675);
        record.put("at", 1_700_000_000_123L);
        record.put("nanos", -1L);
        record.put("noon", 43_200_000_001L);
        record.put("uuid", "00010203-0405-0607-0809-0a0b0c0d0e0f");
        record.put("price", new GenericData.Fixed(SCHEMA.getField("price").schema(), new byte[] {-1, -1, -100}));
        record.put("count", ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0}));
        record.put("raw", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        record.put("small", 0.5f);
        Map<String, Integer> tags = new TreeMap<>();
        tags.put("n", 7);
        tags.put("o", null);
        record.put("tags", tags);
        GenericData.Record item =
                new GenericData.Record(SCHEMA.getField("items").schema().getElementType());
        item.put(
                "kind",
                new GenericData.EnumSymbol(item.getSchema().getField("kind").schema(), "B"));
        record.put("items", List.of(item, item));
        return record;
    }

    private static byte[] file(CodecFactory codec, int records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.setCodec(codec).create(SCHEMA, bytes);
            for (int i = 0; i < records; i++) {
                writer.append(record("e" + i));
            }
        }
        return bytes.toByteArray();
    }

    private static List<String> read(byte[] file) throws IOException {
        EventConfig events = new EventConfig(
                new EventConfig.Identity("id", "id", EventTimeConfig.DEFAULT),
                false,
                10_000,
                EventLayout.PLAIN,
                DuplicatesConfig.DEFAULT,
                List.of());
        List<String> texts = new ArrayList<>();
        try (LineReader lines =
                new EventFile(events, DumpFormat.AUTO).open(new ByteArrayInputStream(file), "events.avro")) {
            lines.read(10_000).forEach(line -> texts.add(new String(line.event(), StandardCharsets.UTF_8)));
        }
        return texts;
    }

    @Test
    void records_areEventsInJson() throws Exception {
        String record = "{\"id\":\"e0\",\"day\":\"2023-11-14\",\"at\":1700000000123,\"nanos\":-1,\"noon\":43200000,"
                + "\"uuid\":\"00010203-0405-0607-0809-0a0b0c0d0e0f\",\"price\":-1.00,\"count\":18446744073709551616,"
                + "\"raw\":\"AQID\",\"small\":0.5,\"tags\":{\"n\":7,\"o\":null},"
                + "\"items\":[{\"kind\":\"B\"},{\"kind\":\"B\"}]}";
        assertThat(read(file(CodecFactory.nullCodec(), 1))).containsExactly(record);
        assertThat(read(file(CodecFactory.deflateCodec(6), 5_000)))
                .hasSize(5_000)
                .startsWith(record);
    }

    @Test
    void file_isRefused_whenItIsCut() throws Exception {
        byte[] whole = file(CodecFactory.nullCodec(), 100);
        assertThatIOException().isThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 30)));
    }
}
