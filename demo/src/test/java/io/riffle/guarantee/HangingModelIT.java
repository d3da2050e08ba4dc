package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.scoring.onnx.TestGraphs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that hangs costs its rows, never the transaction: an aborted one would bring the same rows again, for ever. */
@Tag("drill")
class HangingModelIT {
    private static final String HANGS = Long.toString(1L << 50);
    private static final int PARTITIONS = 8;

    private static BrokerProcess broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = BrokerProcess.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    /** One row may take longer than the user lets a transaction be open. */
    @Test
    void stream_goesOn_whenTheTimeLimitIsLongerThanTheTransaction() throws Exception {
        Verdict verdict = run(
                "long",
                1,
                1,
                Map.of("models.time-limit", "25s", "kafka.properties.producer.transaction.timeout.ms", "5000"));
        assertThat(verdict.deadLettered()).isEqualTo(PARTITIONS);
    }

    /** Each frame within its limits, and all of them together far beyond the transaction. */
    @Test
    void stream_goesOn_whenManyFramesHang() throws Exception {
        Verdict verdict = run("many", 24, 8, Map.of());
        assertThat(verdict.deadLettered()).isGreaterThanOrEqualTo(PARTITIONS * 24);
    }

    /** @param hanging rows of each partition that hang, before a good one */
    private Verdict run(String name, int hanging, int batch, Map<String, String> more) throws Exception {
        Pipeline pipeline = pipeline(name, batch, more);
        List<String> topics = List.of(
                pipeline.topics().events(),
                pipeline.topics().predictions(),
                pipeline.topics().alerts(),
                pipeline.topics().deadLetters());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Stream<NewTopic> missing = topics.stream().map(topic -> new NewTopic(topic, PARTITIONS, (short) 1));
            admin.createTopics(missing.toList()).all().get();
        }
        int sent = send(pipeline.topics().events(), hanging);
        TopicReader reader = new TopicReader(broker.bootstrapServers());
        try (ScoringApplication application = ScoringApplication.start(pipeline)) {
            await().atMost(Duration.ofSeconds(150))
                    .failFast(
                            () -> assertThat(application.hasEnded()).as("ended").isFalse())
                    .until(() -> reader.consumed(name, topics.get(0)) == sent);
            Verdict verdict = Verdict.of(reader, name, topics.get(0), topics.get(1), topics.get(3));
            System.out.println("hanging " + name + ": " + verdict);
            assertThat(verdict.predicted() + verdict.deadLettered()).isEqualTo(sent);
            assertThat(verdict.lost() + verdict.duplicated()).isZero();
            send(topics.get(0), 0);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> reader.count(topics.get(1)) >= verdict.predicted() + PARTITIONS);
            return verdict;
        }
    }

    private Pipeline pipeline(String name, int batch, Map<String, String> more) throws Exception {
        byte[] model = TestGraphs.countTo();
        Path folder = Files.createDirectories(directory.resolve("models").resolve("1"));
        Files.write(folder.resolve("model.onnx"), model);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
        Files.writeString(folder.resolve("model.yaml"), """
                name: counting
                version: "1"
                sha256: %s
                task: regression
                inputs: {x: {type: int64, columns: [x]}}
                output: {score: {tensor: y}}
                golden: {rows: [{features: {x: 3}, score: 3}]}
                """.formatted(hash));
        Path file = directory.resolve("hanging.yaml");
        Files.writeString(file, """
                pipeline: hanging
                kafka: {bootstrap-servers: "localhost:9092"}
                event:
                  id: id
                  entity: who
                  partitioned-by-entity: true
                  fields: {x: {type: integer, required: true}}
                models: {directory: models, follow-deployments: false}
                http: {port: 0}
                """);
        Map<String, String> settings = new LinkedHashMap<>(more);
        settings.put("pipeline", name);
        settings.put("batch.max-size", Integer.toString(batch));
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("kafka.state-directory", directory.resolve("state").toString());
        return new ConfigLoader(Map.of(), settings).load(file).value();
    }

    private static int send(String topic, int hanging) {
        int sent = 0;
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.in.flight.requests.per.connection", 1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (int row = 0; row <= hanging; row++) {
                    String x = row < hanging ? HANGS : "7";
                    String id = topic + "-" + partition + "-" + row + "-" + System.nanoTime();
                    String event = "{\"id\":\"" + id + "\",\"who\":\"e" + partition + "\",\"x\":" + x + "}";
                    byte[] key = ("e" + partition).getBytes(StandardCharsets.UTF_8);
                    producer.send(new ProducerRecord<>(topic, partition, key, event.getBytes(StandardCharsets.UTF_8)));
                    sent++;
                }
            }
        }
        return sent;
    }
}
