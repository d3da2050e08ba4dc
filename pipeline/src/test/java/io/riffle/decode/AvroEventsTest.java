package io.riffle.decode;

import static io.riffle.decode.FormatHarness.answer;
import static io.riffle.decode.FormatHarness.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.RegistryAccess;
import io.riffle.config.event.RegistryConfig;
import io.riffle.format.registry.TestRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are written by hand, after the Avro specification and the documents of the registries. */
class AvroEventsTest {
    private static final String SCHEMA = """
            {"type":"record","name":"Payment","fields":[
              {"name":"id","type":"string"},
              {"name":"card","type":"string"},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"amount","type":["null",{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}]},
              {"name":"online","type":"boolean"},
              {"name":"country","type":{"type":"enum","name":"Country","symbols":["DE","FR"]}}]}""";

    /** Texts have their length before them, 3 as 6; 1,700,000,000,123,456 µs; 12.34 is 0x04D2; FR is 1 (2). */
    private static final byte[] RECORD =
            bytes(6, "e-1", 6, "c-1", 0x80, 0x89, 0x81, 0x82, 0x83, 0x89, 0x85, 0x06, 2, 4, 0x04, 0xd2, 1, 2);

    private static final String READ = "e-1 c-1 1700000000123 12.34 1.0 FR";

    private final TestRegistry registry = TestRegistry.start();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        registry.close();
    }

    private static EventFormatConfig format(Optional<Path> schema, Optional<RegistryConfig> registry) {
        return new EventFormatConfig(
                EventFormatConfig.Kind.AVRO, schema, Optional.empty(), CsvConfig.DEFAULT, registry);
    }

    private FormatHarness confluent() {
        return new FormatHarness(format(Optional.empty(), Optional.of(RegistryConfig.at(registry.url()))));
    }

    private FormatHarness apicurio(RegistryConfig.Ids ids) {
        RegistryConfig config = new RegistryConfig(
                registry.url(),
                RegistryConfig.Api.APICURIO,
                ids,
                RegistryAccess.NONE,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                10);
        return new FormatHarness(format(Optional.empty(), Optional.of(config)));
    }

    private Path file(String schema) throws Exception {
        return Files.writeString(folder.resolve("schema-" + schema.hashCode() + ".avsc"), schema);
    }

    @Test
    void event_isRead_afterConfluentsFiveBytes() throws Exception {
        registry.with("/schemas/ids/258", answer(SCHEMA));
        FormatHarness events = confluent();
        assertThat(events.read(bytes(0, 0, 0, 1, 2, RECORD))).isEqualTo(READ);
        assertThat(events.read(bytes(0, 0, 0, 1, 2, RECORD))).isEqualTo(READ);
        assertThat(registry.requests()).containsExactly("GET /schemas/ids/258");
    }

    @Test
    void event_isRead_withIdOrGuidInConfluentsHeader() throws Exception {
        registry.with("/schemas/ids/7", answer(SCHEMA));
        registry.with("/schemas/guids/00010203-0405-0607-0809-0a0b0c0d0e0f", answer(SCHEMA));
        byte[] guid = bytes(1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        FormatHarness events = confluent();
        assertThat(events.read(RECORD, new RecordHeaders().add("__value_schema_id", guid)))
                .isEqualTo(READ);
        assertThat(events.read(RECORD, new RecordHeaders().add("__value_schema_id", bytes(0, 0, 0, 0, 7))))
                .isEqualTo(READ);
        assertThat(events.read(bytes(guid, RECORD))).isEqualTo(READ);
        assertThat(events.read(RECORD, new RecordHeaders().add("__value_schema_id", bytes(3))))
                .isEqualTo("the value must have a GUID or an id in its header __value_schema_id: has 1 bytes, the first"
                        + " one 3");
    }

    @Test
    void event_isRead_withApicuriosIds() throws Exception {
        registry.with("/ids/contentIds/9", SCHEMA);
        registry.with("/ids/globalIds/8589934592", SCHEMA);
        assertThat(apicurio(RegistryConfig.Ids.FOUR_BYTES).read(bytes(0, 0, 0, 0, 9, RECORD)))
                .isEqualTo(READ);
        assertThat(apicurio(RegistryConfig.Ids.EIGHT_BYTES).read(bytes(0, 0, 0, 0, 2, 0, 0, 0, 0, RECORD)))
                .isEqualTo(READ);
        byte[] nine = bytes(0, 0, 0, 0, 0, 0, 0, 9);
        assertThat(apicurio(RegistryConfig.Ids.FOUR_BYTES)
                        .read(RECORD, new RecordHeaders().add("apicurio.value.contentId", nine)))
                .isEqualTo(READ);
        byte[] global = bytes(0, 0, 0, 2, 0, 0, 0, 0);
        assertThat(apicurio(RegistryConfig.Ids.FOUR_BYTES)
                        .read(RECORD, new RecordHeaders().add("apicurio.value.globalId", global)))
                .isEqualTo(READ);
    }

    @Test
    void event_isRefused_whenItsSchemaIsUnknown() throws Exception {
        assertThat(confluent().read(bytes(0, 0, 0, 0, 5, RECORD)))
                .isEqualTo("the value must have a schema that the registry knows: schema id 5 is unknown at "
                        + registry.url());
        assertThat(confluent().read(bytes(0, 0, 0))).contains("must have a schema id of 4 bytes", "has 3 bytes");
        assertThat(confluent().read(bytes("{\"id\":1}")))
                .contains("must begin with the id of its schema", "begins with 0x7B");
        registry.with("/schemas/ids/6", answer("JSON", "{}", "[]"));
        assertThat(confluent().read(bytes(0, 0, 0, 0, 6, RECORD)))
                .contains("schema id 6: its schema must be Avro: is JSON");
        registry.with("/schemas/ids/8", answer("{\"type\":\"recor\"}"));
        assertThat(confluent().read(bytes(0, 0, 0, 0, 8, RECORD))).contains("must have a schema that can be read");
    }

    @Test
    void schema_isPutTogether_fromItsReferences() throws Exception {
        String country = "{\"type\":\"enum\",\"name\":\"Country\",\"namespace\":\"shop\",\"symbols\":[\"DE\",\"FR\"]}";
        String place = "{\"type\":\"record\",\"name\":\"Place\",\"namespace\":\"shop\",\"fields\":"
                + "[{\"name\":\"country\",\"type\":\"shop.Country\"}]}";
        String event = SCHEMA.replace("\"Payment\"", "\"Payment\",\"namespace\":\"shop\"")
                .replaceAll("\\{\"type\":\"enum\".*?\\]\\}", "\"shop.Country\"");
        registry.with(
                "/subjects/place-value/versions/2", answer("AVRO", place, reference("shop.Country", "country", 1)));
        registry.with("/subjects/country/versions/1", answer(country));
        registry.with(
                "/schemas/ids/1",
                answer(
                        "AVRO",
                        event,
                        "[{\"name\":\"shop.Place\",\"subject\":\"place-value\",\"version\":2},"
                                + "{\"name\":\"shop.Country\",\"subject\":\"country\",\"version\":1}]"));
        assertThat(confluent().read(bytes(0, 0, 0, 0, 1, RECORD))).isEqualTo(READ);
    }

    private static String reference(String name, String subject, int version) {
        return "[{\"name\":\"" + name + "\",\"subject\":\"" + subject + "\",\"version\":" + version + "}]";
    }

    /** The writer has a field less and another name: the reader's default and alias say what they are. */
    @Test
    void event_isReadAsDeclared_whenWrittenWithAnotherSchema() throws Exception {
        String written = """
                {"type":"record","name":"Payment","fields":[
                  {"name":"customer","type":"string"},
                  {"name":"id","type":"string"},
                  {"name":"extra","type":{"type":"array","items":"int"}},
                  {"name":"at","type":"long"}]}""";
        String read = """
                {"type":"record","name":"Payment","fields":[
                  {"name":"id","type":"string"},
                  {"name":"card","type":"string","aliases":["customer"]},
                  {"name":"at","type":"long"},
                  {"name":"amount","type":"double","default":1.5},
                  {"name":"country","type":["string","null"],"default":"DE"}]}""";
        registry.with("/schemas/ids/1", answer(written));
        FormatHarness events =
                new FormatHarness(format(Optional.of(file(read)), Optional.of(RegistryConfig.at(registry.url()))));
        // The array's two items come in one block that says its length: -2 (3), 2 bytes (4), 1 and 2, end.
        byte[] record = bytes(6, "c-2", 6, "e-7", 3, 4, 2, 4, 0, 0xf6, 0xa1, 0xab, 0xfe, 0xf9, 0x62);
        assertThat(events.read(bytes(0, 0, 0, 0, 1, record))).isEqualTo("e-7 c-2 1700000000123 1.5 NaN DE");
    }

    @Test
    void schemas_areRefused_whenTheyCannotBeResolved() throws Exception {
        String other = SCHEMA.replace("{\"name\":\"id\",\"type\":\"string\"},", "");
        registry.with("/schemas/ids/1", answer(other));
        FormatHarness events =
                new FormatHarness(format(Optional.of(file(SCHEMA)), Optional.of(RegistryConfig.at(registry.url()))));
        assertThat(events.read(bytes(0, 0, 0, 0, 1, RECORD))).contains("missing required field id");
    }

    @Test
    void event_isRead_withoutRegistry() throws Exception {
        FormatHarness events = new FormatHarness(format(Optional.of(file(SCHEMA)), Optional.empty()));
        assertThat(events.read(RECORD)).isEqualTo(READ);
    }

    /** The specification's framing: the marker C3 01, and the fingerprint with its lowest byte first. */
    @Test
    void event_isRead_inSingleObjectEncoding() throws Exception {
        FormatHarness events = new FormatHarness(format(Optional.of(file(SCHEMA)), Optional.empty()));
        byte[] fingerprint = SchemaNormalization.parsingFingerprint("CRC-64-AVRO", new Schema.Parser().parse(SCHEMA));
        assertThat(events.read(bytes(0xC3, 0x01, fingerprint, RECORD))).isEqualTo(READ);
        fingerprint[0] ^= 1;
        assertThat(events.read(bytes(0xC3, 0x01, fingerprint, RECORD)))
                .contains("must have the fingerprint of event.schema");
    }

    @Test
    void event_isRefused_whenBytesAreNotOfTheSchema() throws Exception {
        FormatHarness events = new FormatHarness(format(Optional.of(file(SCHEMA)), Optional.empty()));
        assertThat(events.read(bytes(RECORD, 0))).contains("must end with its record: was followed by 1 bytes");
        for (int end = 1; end < RECORD.length; end++) {
            assertThat(events.read(Arrays.copyOf(RECORD, end)))
                    .as("%d bytes", end)
                    .contains("must be Avro of its schema");
        }
    }

    /** Ten bytes that promise two billion: nothing of that size is allocated, whatever the schema says. */
    @Test
    void event_isRefused_whenLengthsLie() throws Exception {
        byte[] huge = bytes(0xfe, 0xff, 0xff, 0xff, 0x0f);
        for (String type : new String[] {
            "\"bytes\"",
            "\"string\"",
            "{\"type\":\"array\",\"items\":\"null\"}",
            "{\"type\":\"map\",\"values\":\"long\"}",
            "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}"
        }) {
            String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"id\",\"type\":" + type + "}]}";
            FormatHarness events = new FormatHarness(format(Optional.of(file(schema)), Optional.empty()));
            assertThat(events.read(bytes(huge, huge))).as(type).contains("must be Avro of its schema");
        }
    }

    @Test
    void event_isRefused_whenItIsTooDeep() throws Exception {
        String list = "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"id\",\"type\":[\"null\",\"L\"]}]}";
        FormatHarness events = new FormatHarness(format(Optional.of(file(list)), Optional.empty()));
        byte[] deep = new byte[5_000];
        Arrays.fill(deep, 0, 4_999, (byte) 2);
        assertThat(events.read(deep)).contains("at most 32 levels deep");
    }

    @Test
    void schemaFile_isRefusedAtTheStart_whenItIsNone() {
        Path absent = folder.resolve("absent.avsc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FormatHarness(format(Optional.of(absent), Optional.empty())))
                .withMessageContaining("event.schema must be an Avro schema");
    }
}
