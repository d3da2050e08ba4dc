package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.config.Pipeline;
import io.riffle.deadletter.DeadLetters;
import io.riffle.format.registry.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in Avro through a real broker to predictions in Avro, with a registry that comes late. */
class SchemaRegistryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PIPELINE = Path.of("..", "config", "quickstart.yaml");
    private static final Path MODELS = Path.of("..", "config", "models", "quickstart");
    private static final String EVENTS = "avro-events";
    private static final int SENT = 40;
    private static final int UNKNOWN = 9;

    /** Longer than events wait at once: their threads start anew some times. */
    private static final int AWAY_SECONDS = 8;

    private static final Schema EVENT = new Schema.Parser().parse("""
                    {"type":"record","name":"Order","fields":[
                      {"name":"id","type":"string"},
                      {"name":"customer","type":"string"},
                      {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
                      {"name":"amount","type":"double"},
                      {"name":"shop","type":["null","string"]}]}""");

    private static RealBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        broker = new RealBroker();
        broker.createTopics(EVENTS);
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = 0; i < SENT; i++) {
            events.add(event("e" + i, i == 17 ? UNKNOWN : 1));
        }
        broker.send(events);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static ProducerRecord<byte[], byte[]> event(String id, int schema) throws IOException {
        GenericRecord order = new GenericData.Record(EVENT);
        order.put("id", id);
        order.put("customer", "c" + id.length());
        order.put("at", System.currentTimeMillis() * 1_000);
        order.put("amount", 5.0);
        order.put("shop", id.equals("e3") ? null : "web");
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schema).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(value, null);
        new GenericDatumWriter<GenericRecord>(EVENT).write(order, encoder);
        encoder.flush();
        return new ProducerRecord<>(EVENTS, bytes("c" + id.length()), value.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> settings(URI registry) {
        Map<String, String> settings = new HashMap<>();
        settings.put("event.format", "avro");
        settings.put("event.registry.url", registry.toString());
        settings.put("event.registry.timeout", "500ms");
        settings.put("event.registry.patience", "1s");
        settings.put("predictions.format", "avro");
        settings.put("models.directory", MODELS.toString());
        return settings;
    }

    /** A registry at an address that was free a moment ago. */
    private static URI freeAddress() {
        try (TestRegistry taken = TestRegistry.start()) {
            return taken.url();
        }
    }

    @Test
    void everyEventIsAnswered_onceTheRegistryIsThere() throws Exception {
        URI address = freeAddress();
        String name = "avro";
        Pipeline pipeline = broker.pipeline(PIPELINE, name, EVENTS, directory, settings(address));
        String answer = "{\"schema\":" + JSON.writeValueAsString(EVENT.toString()) + "}";
        Executor later = CompletableFuture.delayedExecutor(AWAY_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<TestRegistry> coming = CompletableFuture.supplyAsync(
                () -> TestRegistry.start(address.getPort())
                        .with("/schemas/ids/1", answer)
                        .with("/subjects/" + name + ".predictions-value", "{\"id\":77}"),
                later);

        ScoredTopic scored = ScoredTopic.of(pipeline, SENT);

        try (TestRegistry registry = coming.get()) {
            assertThat(scored.deadLetters()).hasSize(1);
            assertThat(header(scored.deadLetters().get(0), DeadLetters.MESSAGE))
                    .contains("schema id 9 is unknown at " + address);
            Schema written = new Schema.Parser()
                    .parse(JSON.readTree(registry.bodies().get(0)).get("schema").textValue());
            Set<String> ids = new TreeSet<>();
            for (ConsumerRecord<byte[], byte[]> record : scored.predicted()) {
                GenericRecord prediction = read(written, record.value());
                ids.add(prediction.get("id").toString());
                assertThat((Double) prediction.get("feature_amount_1h_sum")).isGreaterThan(4.9);
            }
            assertThat(ids).hasSize(SENT - 1).doesNotContain("e17");
            assertThat(scored.predicted()).hasSize(SENT - 1);
        }
    }

    private static GenericRecord read(Schema schema, byte[] value) throws IOException {
        assertThat(value).startsWith(0, 0, 0, 0, 77);
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** A start without the schema of predictions would fail at its first one. */
    @Test
    void commands_tellWhatTheRegistryLacks() throws Exception {
        String name = "avro-commands";
        try (TestRegistry registry = TestRegistry.start()) {
            broker.pipeline(PIPELINE, name, EVENTS, directory, settings(registry.url()));
            registry.with("/schemas/types", "[\"AVRO\"]");
            assertThat(riffle(name, registry.url(), 1, "run")).contains("(riffle schemas register)");
            assertThat(riffle(name, registry.url(), 1, "run", "--dry-run"))
                    .contains("schemas", "must be registered under " + name + ".predictions-value");
            assertThat(riffle(name, registry.url(), 1, "schemas", "register", "--dry-run"))
                    .contains("missing");
            String versions = "/subjects/" + name + ".predictions-value/versions";
            registry.with(versions, 409, "{\"error_code\":409,\"message\":\"incompatible with an earlier schema\"}");
            assertThat(riffle(name, registry.url(), 1, "schemas", "register"))
                    .contains("must be compatible with those registered", "incompatible with an earlier schema");
            registry.with(versions, "{\"id\":77}");
            assertThat(riffle(name, registry.url(), 0, "schemas", "register")).contains("77", "created");
            registry.outage(401);
            assertThat(riffle(name, registry.url(), 1, "run"))
                    .contains("the registry must let Riffle in: answered 401");
        }
        assertThat(riffle(name, freeAddress(), 1, "run", "--dry-run"))
                .contains("the schema registry must answer at", "the pipeline would start, and events wait for it");
    }

    private String riffle(String name, URI registry, int expected, String... command) {
        Map<String, String> settings = settings(registry);
        settings.put("pipeline", name);
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("kafka.state-directory", directory.resolve("state").toString());
        settings.put("topics.events", EVENTS);
        settings.put("topics.predictions", name + ".predictions");
        settings.put("topics.alerts", name + ".alerts");
        settings.put("topics.dead-letters", name + ".dlq");
        settings.put("models.follow-deployments", "false");
        settings.put("http.port", "0");
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--config", PIPELINE.toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        StringWriter out = new StringWriter();
        PrintWriter printed = new PrintWriter(out);
        int code = Main.run(Map.of(), printed, printed, arguments.toArray(new String[0]));
        assertThat(code).as(out.toString()).isEqualTo(expected);
        return out.toString();
    }
}
