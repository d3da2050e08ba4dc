package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.RegistryConfig;
import io.riffle.format.registry.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes come, they are an event or are refused: anything that is thrown would stop the stream at each start. */
class FormatsFuzzTest {
    private static final int VALUES = 20_000;

    private static final String WRITTEN = """
            {"type":"record","name":"R","fields":[
              {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B","C"]}},
              {"name":"next","type":["null","R"]},
              {"name":"id","type":"string"},
              {"name":"day","type":{"type":"int","logicalType":"date"}},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"tags","type":{"type":"map","values":["null","double",{"type":"array","items":"null"}]}},
              {"name":"f","type":{"type":"fixed","name":"F","size":2}},
              {"name":"amount","type":"float"}]}""";

    private static final String READ = """
            {"type":"record","name":"R","fields":[
              {"name":"id","type":"string"},
              {"name":"kind","type":{"type":"enum","name":"K","symbols":["A"],"default":"A"}},
              {"name":"next","type":["null","R"]},
              {"name":"card","type":"string","default":"c"},
              {"name":"amount","type":["double","null"]}]}""";

    @TempDir
    Path folder;

    private Path file(String schema) throws Exception {
        return Files.writeString(folder.resolve(schema.hashCode() + ".avsc"), schema);
    }

    private static void fuzz(FormatHarness events, byte[] start, byte[] prefix) {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < VALUES; i++) {
            byte[] value = mutated(start, random);
            byte[] framed = Arrays.copyOf(prefix, prefix.length + value.length);
            System.arraycopy(value, 0, framed, prefix.length, value.length);
            if (framed.length > 0) {
                refused += events.refuses(framed) ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] mutated(byte[] start, Random random) {
        byte[] value = Arrays.copyOf(start, Math.max(1, start.length + random.nextInt(5) - 2));
        for (int changes = random.nextInt(6); changes >= 0; changes--) {
            value[random.nextInt(value.length)] = (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt());
        }
        return value;
    }

    @Test
    void avro_isReadOrRefused() throws Exception {
        byte[] record = FormatHarness.bytes(
                2, 0, 4, "e1", 20, 4, 1, 2, 2, 2, "a", 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 0, 0, 0, 0);
        try (TestRegistry registry = TestRegistry.start()) {
            registry.with("/schemas/ids/1", FormatHarness.answer(WRITTEN));
            for (Optional<Path> schema : List.of(Optional.<Path>empty(), Optional.of(file(READ)))) {
                EventFormatConfig config = new EventFormatConfig(
                        EventFormatConfig.Kind.AVRO,
                        schema,
                        Optional.empty(),
                        CsvConfig.DEFAULT,
                        Optional.of(RegistryConfig.at(registry.url())));
                fuzz(new FormatHarness(config), record, new byte[] {0, 0, 0, 0, 1});
            }
        }
    }

    @Test
    void protobuf_isReadOrRefused() throws Exception {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("a.proto")
                .setSyntax("proto3")
                .addDependency("google/protobuf/timestamp.proto")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("M")
                        .addField(field("id", 1, Type.TYPE_STRING, Label.LABEL_OPTIONAL))
                        .addField(field("at", 2, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL)
                                .setTypeName(".google.protobuf.Timestamp"))
                        .addField(field("next", 3, Type.TYPE_MESSAGE, Label.LABEL_REPEATED)
                                .setTypeName(".M"))
                        .addField(field("amount", 4, Type.TYPE_UINT64, Label.LABEL_OPTIONAL))
                        .addField(field("country", 5, Type.TYPE_BYTES, Label.LABEL_OPTIONAL)))
                .build();
        Path set = Files.write(
                folder.resolve("a.desc"),
                FileDescriptorSet.newBuilder().addFile(file).build().toByteArray());
        EventFormatConfig config = new EventFormatConfig(
                EventFormatConfig.Kind.PROTOBUF,
                Optional.of(set),
                Optional.of("M"),
                CsvConfig.DEFAULT,
                Optional.empty());
        byte[] message = FormatHarness.bytes(
                0x0A, 2, "e1", 0x12, 4, 8, 1, 0x10, 2, 0x1A, 4, 0x0A, 2, "xy", 0x20, 0xFF, 1, 0x2A, 1, 7);
        fuzz(new FormatHarness(config), message, new byte[0]);
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type, Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label);
    }

    @Test
    void csv_isReadOrRefused() {
        CsvConfig csv = new CsvConfig(List.of("id", "card", "at", "amount"), ",", true);
        EventFormatConfig config = new EventFormatConfig(
                EventFormatConfig.Kind.CSV, Optional.empty(), Optional.empty(), csv, Optional.empty());
        fuzz(new FormatHarness(config), FormatHarness.bytes("e1,\"c\"\"1\",1700000000000,1e5"), new byte[0]);
    }
}
