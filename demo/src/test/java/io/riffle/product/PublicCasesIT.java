package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.servers.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others ran into with a real broker: nothing ends the stream, and nothing passes without a word. */
class PublicCasesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path QUICKSTART = Path.of("..", "config", "quickstart.yaml");
    private static final Path MODEL = Path.of("..", "config", "models", "quickstart", "1");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long NOW = 1_700_000_000_000L;

    private static RealBroker broker;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = new RealBroker(EmbeddedBroker.start());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void largeEvent_isScored_whenTopicsAreMadeForIt() throws Exception {
        Map<String, String> settings =
                settings("large", Map.of("event.max-bytes", "4MB", "event.partitioned-by-entity", "false"));
        String note = "x".repeat(1_500_000);
        try (ScoringApplication application = started(settings)) {
            send("large.events.v1", NOW, event("1", NOW, note), new RecordHeaders());
            send("large.events.v1", NOW, event("2", NOW, "n"), new RecordHeaders());

            assertThat(ids("large", 2)).containsExactlyInAnyOrder("1", "2");
            assertThat(application.isRunning()).isTrue();
        }
        assertThat(broker.reader().committed("large.events.v1.dlq")).isEmpty();
    }

    /** The events topic takes the compressed batch; its header alone is more than any topic of the default size takes. */
    @Test
    void largeHeader_isLeftOut_andSaidSo() throws Exception {
        for (boolean keyed : new boolean[] {true, false}) {
            String name = "header" + keyed;
            Map<String, String> settings = settings(name, Map.of("event.partitioned-by-entity", String.valueOf(keyed)));
            try (ScoringApplication application = started(settings)) {
                RecordHeaders headers = new RecordHeaders();
                headers.add("trace", "a".repeat(1_200_000).getBytes(StandardCharsets.UTF_8));
                headers.add("kept", new byte[] {1});
                send(name + ".events.v1", NOW, event("1", NOW, "n"), headers);
                send(name + ".events.v1", NOW, "no event", headers);
                send(name + ".events.v1", NOW, event("2", NOW, "n"), new RecordHeaders());

                assertThat(ids(name, 2)).containsExactlyInAnyOrder("1", "2");
                await().atMost(SOON)
                        .until(() -> broker.reader()
                                        .committed(name + ".events.v1.dlq")
                                        .size()
                                == 1);
                assertThat(application.isRunning()).isTrue();
            }
            for (String topic : List.of(name + ".predictions.v1", name + ".events.v1.dlq")) {
                ConsumerRecord<byte[], byte[]> first = broker.reader().committed(topic).stream()
                        .filter(record -> record.headers().lastHeader("kept") != null)
                        .findFirst()
                        .orElseThrow();
                assertThat(first.headers().lastHeader("trace")).isNull();
                assertThat(new String(
                                first.headers().lastHeader("riffle.headers-cut").value()))
                        .isEqualTo("trace (1200000 bytes)");
            }
        }
    }

    @Test
    void eventsWithoutARecordTime_areScoredAtTheirOwn() throws Exception {
        for (boolean keyed : new boolean[] {true, false}) {
            String name = "timeless" + keyed;
            Map<String, String> settings = settings(name, Map.of("event.partitioned-by-entity", String.valueOf(keyed)));
            try (ScoringApplication application = started(settings)) {
                for (int i = 0; i < 8; i++) {
                    send(name + ".events.v1", -1, event("e" + i, NOW + i, "n"), new RecordHeaders());
                }
                assertThat(ids(name, 8)).hasSize(8);
                assertThat(application.isRunning()).isTrue();
            }
            List<JsonNode> predictions = predictions(name);
            assertThat(predictions)
                    .allSatisfy(each -> assertThat(
                                    each.at("/parameters/event_time_ms").asLong())
                            .isBetween(NOW, NOW + 7));
            assertThat(predictions.stream()
                            .mapToLong(each -> each.at("/parameters/features/amount_1h_count")
                                    .asLong()))
                    .as("all in one window of their own time")
                    .contains(8L);
        }
    }

    /** At the first start alone: afterwards reading goes on where it was. */
    @Test
    void reading_beginsAtTheEnd_once_whenTheUserSaysSo() throws Exception {
        Map<String, String> settings = settings("latest", Map.of("kafka.properties.auto.offset.reset", "latest"));
        topics(settings);
        for (int i = 0; i < 20; i++) {
            send("latest.events.v1", NOW, event("old" + i, NOW, "n"), new RecordHeaders());
        }
        try (ScoringApplication application = ScoringApplication.start(pipeline(settings))) {
            send("latest.events.v1", NOW, event("new", NOW, "n"), new RecordHeaders());
            assertThat(ids("latest", 1)).containsExactly("new");
        }
        send("latest.events.v1", NOW, event("between", NOW, "n"), new RecordHeaders());
        try (ScoringApplication application = ScoringApplication.start(pipeline(settings))) {
            assertThat(ids("latest", 2)).containsExactlyInAnyOrder("new", "between");
        }
        settings.put("pipeline", "earliest");
        settings.put("topics.events", "latest.events.v1");
        settings.remove("kafka.properties.auto.offset.reset");
        topics(settings);
        try (ScoringApplication application = ScoringApplication.start(pipeline(settings))) {
            assertThat(ids("earliest", 22)).contains("old0", "new", "between");
        }
    }

    /** The reference is what the command prints, in the model's own file. */
    @Test
    void drift_isSeen_whenAConstantAndARareFlagBecomeAThousand() throws Exception {
        Map<String, String> settings = settings("constant", Map.of());
        Random random = new Random(3);
        List<String> past = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            past.add(event("p" + i, NOW + i * 20_000L, 10 + random.nextInt(50), 0, random.nextInt(100) == 0 ? 1 : 0));
        }
        Path file = Files.write(directory.resolve("past.jsonl"), past);
        riffle(settings, "drift", "reference", "--input", file.toString());
        String reference = out.toString();
        assertThat(reference).contains("refunds:", "rare:");
        Path folder = Files.createDirectories(directory.resolve("models").resolve("1"));
        Files.copy(MODEL.resolve("model.onnx"), folder.resolve("model.onnx"));
        String manifest = Files.readString(MODEL.resolve("model.yaml"));
        Files.writeString(
                folder.resolve("model.yaml"), manifest.substring(0, manifest.indexOf("reference:")) + reference);
        settings.put("models.directory", directory.resolve("models").toString());

        long now = System.currentTimeMillis() / 60_000 * 60_000 - 600_000;
        try (ScoringApplication application = started(settings)) {
            for (int i = 0; i < 600; i++) {
                String event = event("n" + i, now + i * 90, 10 + random.nextInt(50), 1_000, 1_000);
                send("constant.events.v1", now + i * 90, event, new RecordHeaders());
            }
            send("constant.events.v1", now + 300_000, event("end", now + 300_000, 20, 0, 0), new RecordHeaders());
            await().atMost(SOON).until(() -> !report().isMissingNode());
        }
        assertThat(severity("refunds")).isEqualTo("high");
        assertThat(severity("rare")).isEqualTo("high");
        assertThat(severity("amount")).isEqualTo("none");
    }

    private JsonNode report() throws Exception {
        for (ConsumerRecord<byte[], byte[]> record : broker.reader().committed("constant.drift.v1")) {
            JsonNode report = JSON.readTree(record.value());
            if (report.at("/rows").asLong() == 600) {
                return report;
            }
        }
        return JSON.missingNode();
    }

    private String severity(String feature) throws Exception {
        for (JsonNode each : report().get("features")) {
            if (each.get("feature").textValue().equals(feature)) {
                return each.path("severity").asText("none");
            }
        }
        return "absent: " + report();
    }

    private static String event(String id, long time, String note) {
        return "{\"id\":\"" + id + "\",\"customer\":\"c\",\"at\":" + time + ",\"amount\":5,\"note\":\"" + note + "\"}";
    }

    private static String event(String id, long time, int amount, int refunds, int rare) {
        return "{\"id\":\"" + id + "\",\"customer\":\"" + id + "\",\"at\":" + time + ",\"amount\":" + amount
                + ",\"refunds\":" + refunds + ",\"rare\":" + rare + "}";
    }

    private static void send(String topic, long timestamp, String value, RecordHeaders headers) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "compression.type",
                "gzip",
                "max.request.size",
                16 << 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = "c".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, null, 0L, key, value.getBytes(StandardCharsets.UTF_8), headers) {
                        /** The constructor takes no time before 1970. */
                        @Override
                        public Long timestamp() {
                            return timestamp;
                        }
                    })
                    .get();
        }
    }

    private static List<String> ids(String name, int events) throws Exception {
        await().atMost(SOON).until(() -> predictions(name).size() >= events);
        return predictions(name).stream()
                .map(each -> each.get("id").textValue())
                .toList();
    }

    private static List<JsonNode> predictions(String name) throws Exception {
        List<JsonNode> predictions = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.reader().committed(name + ".predictions.v1")) {
            predictions.add(JSON.readTree(record.value()));
        }
        return predictions;
    }

    private ScoringApplication started(Map<String, String> settings) throws Exception {
        topics(settings);
        return ScoringApplication.start(pipeline(settings));
    }

    private void topics(Map<String, String> settings) {
        riffle(settings, "topics", "create");
    }

    private void riffle(Map<String, String> settings, String... command) {
        List<String> arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(List.of("--config", directory.resolve("cases.yaml").toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        out.getBuffer().setLength(0);
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
        assertThat(code).as(out.toString() + error).isZero();
    }

    private Pipeline pipeline(Map<String, String> settings) {
        return new ConfigLoader(Map.of(), settings)
                .load(directory.resolve("cases.yaml"))
                .value();
    }

    private Map<String, String> settings(String name, Map<String, String> more) throws Exception {
        String yaml = Files.readString(QUICKSTART).replace("shop:   {type: category, values: [web, store]}", """
                        shop:   {type: category, values: [web, store]}
                            note:    {type: text, max-length: 3000000}
                            refunds: {type: number}
                            rare:    {type: number}""");
        Files.writeString(
                directory.resolve("cases.yaml"),
                yaml + "drift: {window: 1m, sliding: 0s, grace: 0s, without-reference: first-window}\n");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pipeline", name);
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("kafka.state-directory", directory.resolve("state").toString());
        settings.put("models.directory", MODEL.getParent().toAbsolutePath().toString());
        settings.put("models.follow-deployments", "false");
        settings.put("http.port", "0");
        settings.put("topics.partitions", "1");
        settings.putAll(more);
        return settings;
    }
}
