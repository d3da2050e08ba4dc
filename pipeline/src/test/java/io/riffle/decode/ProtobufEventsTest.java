package io.riffle.decode;

import static io.riffle.decode.FormatHarness.answer;
import static io.riffle.decode.FormatHarness.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.RegistryAccess;
import io.riffle.config.event.RegistryConfig;
import io.riffle.format.registry.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are written by hand, after the Protobuf specification and the documents of the registries. */
class ProtobufEventsTest {
    /** Fields 1 to 6: id, card, at (a timestamp), amount, online, country. The message stands inside another one. */
    private static final FileDescriptorProto SHOP = FileDescriptorProto.newBuilder()
            .setName("shop.proto")
            .setPackage("shop")
            .setSyntax("proto3")
            .addDependency("google/protobuf/timestamp.proto")
            .addDependency("country.proto")
            .addDependency("options/that/nobody/has.proto")
            .addMessageType(DescriptorProto.newBuilder().setName("Other"))
            .addMessageType(DescriptorProto.newBuilder()
                    .setName("Outer")
                    .addNestedType(DescriptorProto.newBuilder()
                            .setName("Payment")
                            .addField(field("id", 1, Type.TYPE_STRING))
                            .addField(field("card", 2, Type.TYPE_STRING))
                            .addField(field("at", 3, Type.TYPE_MESSAGE).setTypeName(".google.protobuf.Timestamp"))
                            .addField(field("amount", 4, Type.TYPE_DOUBLE))
                            .addField(field("online", 5, Type.TYPE_BOOL))
                            .addField(field("country", 6, Type.TYPE_ENUM).setTypeName(".shop.Country"))))
            .build();

    private static final FileDescriptorProto COUNTRY = FileDescriptorProto.newBuilder()
            .setName("default")
            .setPackage("shop")
            .setSyntax("proto3")
            .addEnumType(EnumDescriptorProto.newBuilder()
                    .setName("Country")
                    .addValue(
                            EnumValueDescriptorProto.newBuilder().setName("DE").setNumber(0))
                    .addValue(
                            EnumValueDescriptorProto.newBuilder().setName("FR").setNumber(1)))
            .build();

    /** Tags are field * 8 + wire type; 1,700,000,000 is the varint 80 e2 cf aa 06, 123,000,000 ns is c0 a9 d3 3a. */
    private static final byte[] MESSAGE = bytes(
            0x0A, 3, "e-1", 0x12, 3, "c-1", 0x1A, 11, 0x08, 0x80, 0xe2, 0xcf, 0xaa, 0x06, 0x10, 0xc0, 0xa9, 0xd3, 0x3a,
            0x21, 0, 0, 0, 0, 0, 0, 0x28, 0x40, 0x28, 1, 0x30, 1);

    private static final String READ = "e-1 c-1 1700000000123 12.0 1.0 FR";

    private final TestRegistry registry = TestRegistry.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        registry.close();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private static String base64(FileDescriptorProto file) {
        return Base64.getEncoder().encodeToString(file.toByteArray());
    }

    private FormatHarness confluent() throws Exception {
        String references = "[{\"name\":\"country.proto\",\"subject\":\"country\",\"version\":1}]";
        registry.with("/schemas/ids/1", answer("PROTOBUF", "syntax = \"proto3\"; ...", references));
        registry.with("/schemas/ids/1?format=serialized", answer("PROTOBUF", base64(SHOP), references));
        registry.with("/subjects/country/versions/1?format=serialized", answer("PROTOBUF", base64(COUNTRY), "[]"));
        return new FormatHarness(format(Optional.empty(), Optional.of(RegistryConfig.at(registry.url()))));
    }

    private static EventFormatConfig format(Optional<Path> schema, Optional<RegistryConfig> registry) {
        return new EventFormatConfig(
                EventFormatConfig.Kind.PROTOBUF,
                schema,
                schema.map(file -> "shop.Outer.Payment"),
                CsvConfig.DEFAULT,
                registry);
    }

    private Path descriptorSet() throws Exception {
        FileDescriptorProto country =
                COUNTRY.toBuilder().setName("country.proto").build();
        byte[] set = FileDescriptorSet.newBuilder()
                .addFile(country)
                .addFile(SHOP)
                .build()
                .toByteArray();
        return Files.write(folder.resolve("shop.desc"), set);
    }

    /** Indexes: two of them (4), the second message (2), its first one (0). */
    @Test
    void event_isRead_afterIdAndMessageIndexes() throws Exception {
        FormatHarness events = confluent();
        assertThat(events.read(bytes(0, 0, 0, 0, 1, 4, 2, 0, MESSAGE))).isEqualTo(READ);
        assertThat(events.read(bytes(0, 0, 0, 0, 1, 4, 2, 0, MESSAGE))).isEqualTo(READ);
        assertThat(registry.requests()).hasSize(3);
        byte[] header = bytes(0, 0, 0, 0, 1, 4, 2, 0);
        assertThat(events.read(MESSAGE, new RecordHeaders().add("__value_schema_id", header)))
                .isEqualTo(READ);
    }

    /** A single zero is the first message; what it lacks is what the event lacks. */
    @Test
    void indexes_nameTheMessage() throws Exception {
        FormatHarness events = confluent();
        assertThat(events.read(bytes(0, 0, 0, 0, 1, 0, MESSAGE))).contains("id must be present");
        assertThat(events.read(bytes(0, 0, 0, 0, 1, 2, 4, MESSAGE)))
                .contains("must be a message of its schema: has the indexes [2]");
        assertThat(events.read(bytes(0, 0, 0, 0, 1, 99, MESSAGE))).contains("must have 1 to 32 message indexes");
    }

    /** A number of proto3 that is zero is not written, and is zero all the same; a message can be absent. */
    @Test
    void numbersThatAreNotWritten_areZero() throws Exception {
        FormatHarness events = new FormatHarness(format(Optional.of(descriptorSet()), Optional.empty()));
        byte[] some = bytes(0x0A, 3, "e-1", 0x12, 3, "c-1", 0x1A, 6, 0x08, 0x80, 0xe2, 0xcf, 0xaa, 0x06);
        assertThat(events.read(some)).isEqualTo("e-1 c-1 1700000000000 0.0 0.0 DE");
        assertThat(events.read(bytes(0x0A, 3, "e-1", 0x12, 3, "c-1"))).contains("at must be present");
    }

    @Test
    void event_isRead_withADescriptorSet_framedOrNot() throws Exception {
        FormatHarness alone = new FormatHarness(format(Optional.of(descriptorSet()), Optional.empty()));
        assertThat(alone.read(MESSAGE)).isEqualTo(READ);
        assertThat(alone.read(bytes(0, 0, 0, 0, 1, 4, 2, 0, MESSAGE))).isEqualTo(READ);
        RegistryConfig apicurio = new RegistryConfig(
                registry.url(),
                RegistryConfig.Api.APICURIO,
                RegistryConfig.Ids.EIGHT_BYTES,
                RegistryAccess.NONE,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                10);
        FormatHarness named = new FormatHarness(format(Optional.of(descriptorSet()), Optional.of(apicurio)));
        byte[] name = bytes(9, 0x0A, 7, "Payment");
        assertThat(named.read(bytes(0, 0, 0, 0, 0, 0, 0, 0, 3, name, MESSAGE))).isEqualTo(READ);
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void event_isRefused_whenBytesOrSchemaAreOther() throws Exception {
        FormatHarness events = confluent();
        assertThat(events.read(bytes(0, 0, 0, 0, 1, 4, 2, 0, 0x0A, 99, "e-1")))
                .contains("must be Protobuf of its schema");
        assertThat(events.read(bytes(0, 0, 0, 0, 9, 0, MESSAGE))).contains("schema id 9 is unknown");
        assertThat(events.read(MESSAGE)).contains("must begin with the id of its schema");
        registry.with("/schemas/ids/2", answer("PROTOBUF", "syntax = \"proto3\";", "[]"));
        registry.with("/schemas/ids/2?format=serialized", answer("PROTOBUF", "syntax = \"proto3\";", "[]"));
        assertThat(events.read(bytes(0, 0, 0, 0, 2, 0, MESSAGE)))
                .contains("gives as a descriptor (format=serialized)", "event.schema with event.message");
        registry.with("/schemas/ids/3", answer("\"string\""));
        assertThat(events.read(bytes(0, 0, 0, 0, 3, 0, MESSAGE))).contains("must have a schema in Protobuf: is AVRO");
    }

    @Test
    void message_isRefusedAtTheStart_whenTheSetHasNone() throws Exception {
        Path set = descriptorSet();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FormatHarness(new EventFormatConfig(
                        EventFormatConfig.Kind.PROTOBUF,
                        Optional.of(set),
                        Optional.of("shop.Payment"),
                        CsvConfig.DEFAULT,
                        Optional.empty())))
                .withMessageContaining("event.message must be a message of event.schema: was 'shop.Payment'");
    }
}
