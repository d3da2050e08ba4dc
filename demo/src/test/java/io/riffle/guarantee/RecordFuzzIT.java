package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.app.Main;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No record stops the stream: random sizes, headers, timestamps, keys and partitions through a real broker, and every
 * record ends as one prediction or one dead letter. {@code -Driffle.fuzz.drill-rows=200000} for a long run.
 */
class RecordFuzzIT {
    private static final Path QUICKSTART = Path.of("..", "config", "quickstart.yaml");
    private static final int ROWS = Integer.getInteger("riffle.fuzz.rows", 4_000);
    private static final int DRILL_ROWS = Integer.getInteger("riffle.fuzz.drill-rows", 20_000);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

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

    @Test
    void everyRecord_isPredictedOrADeadLetter_whenRepartitioned() throws Exception {
        run("small", ROWS, 11, 3, Map.of());
    }

    /** Topics that somebody else made with Kafka's defaults take less than those of {@code riffle topics create}. */
    @Test
    void everyRecord_isPredictedOrADeadLetter_whenTopicsHaveDefaults() throws Exception {
        run("plain", ROWS, 12, 1, Map.of("event.partitioned-by-entity", "true"));
    }

    @Tag("drill")
    @Test
    void everyRecord_isPredictedOrADeadLetter_inManyWorlds() throws Exception {
        Random random = new Random(5);
        int worlds = 4;
        for (int world = 0; world < worlds; world++) {
            Map<String, String> more = new LinkedHashMap<>();
            more.put("event.partitioned-by-entity", Boolean.toString(world % 2 == 0));
            more.put("kafka.guarantee", world == 1 ? "at-least-once" : "exactly-once");
            more.put("event.max-bytes", world > 1 ? "3MB" : "1MB");
            run("world" + world, DRILL_ROWS / worlds, random.nextLong(), 1 + random.nextInt(9), more);
        }
    }

    private void run(String name, int rows, long seed, int partitions, Map<String, String> more) throws Exception {
        Map<String, String> settings = settings(name, partitions, more);
        Pipeline pipeline =
                new ConfigLoader(Map.of(), settings).load(pipelineFile()).value();
        createTopics(pipeline, settings, name.equals("plain"), partitions);
        try (ScoringApplication application = ScoringApplication.start(pipeline)) {
            int sent = send(pipeline, rows, new Random(seed));
            String events = pipeline.topics().events();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .failFast(
                            () -> assertThat(application.hasEnded()).as("ended").isFalse())
                    // What is read may still be on its way through the topic between.
                    .until(() -> new TopicReader(broker.bootstrapServers()).consumed(name, events) >= sent
                            && answered(verdict(pipeline, name)) >= sent);
            Verdict verdict = verdict(pipeline, name);
            System.out.println("fuzz " + name + ", " + partitions + " partitions: " + verdict);
            assertThat(verdict.received()).isEqualTo(sent);
            assertThat(verdict.lost() + verdict.duplicated()).isZero();
            assertThat(answered(verdict)).isEqualTo(sent);
            assertThat(verdict.predicted()).isGreaterThan(rows / 2);
            assertThat(verdict.deadLettered()).isGreaterThan(rows / 50);
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static int answered(Verdict verdict) {
        return verdict.predicted() + verdict.deadLettered();
    }

    private static Verdict verdict(Pipeline pipeline, String group) throws Exception {
        return Verdict.of(
                new TopicReader(broker.bootstrapServers()),
                group,
                pipeline.topics().events(),
                pipeline.topics().predictions(),
                pipeline.topics().deadLetters());
    }

    /** The smallest pipeline, with a text that goes into predictions, an open category and everything that counts. */
    private Path pipelineFile() throws Exception {
        String yaml = Files.readString(QUICKSTART)
                .replace("shop:   {type: category, values: [web, store]}", """
                        shop:   {type: category, values: [web, store]}
                            note:   {type: text, max-length: 3000000}
                            place:  {type: category, max-length: 5000}""")
                .replace("[amount_1h_count, amount_1h_sum]", "[amount_1h_count, amount_1h_sum, note]");
        Path file = directory.resolve("fuzz.yaml");
        Files.writeString(file, yaml + """
                drift: {window: 1h, sliding: 0s, grace: 0s, without-reference: first-window}
                quality: {window: 1h}
                outcomes: {retention: 1h, window: 24h}
                """);
        return file;
    }

    private Map<String, String> settings(String name, int partitions, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pipeline", name);
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("kafka.state-directory", directory.resolve(name).toString());
        settings.put("kafka.properties.consumer.session.timeout.ms", "3000");
        settings.put("kafka.properties.consumer.heartbeat.interval.ms", "800");
        settings.put("topics.partitions", Integer.toString(partitions));
        settings.put(
                "models.directory",
                Path.of("..", "config", "models", "quickstart").toAbsolutePath().toString());
        settings.put("http.port", "0");
        // So that what has no value is answered, too.
        settings.put("event.tombstones", "dead-letter");
        settings.put("models.follow-deployments", "false");
        settings.putAll(more);
        return settings;
    }

    private void createTopics(Pipeline pipeline, Map<String, String> settings, boolean plain, int partitions)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            topics.add(new NewTopic(pipeline.topics().events(), partitions, (short) 1)
                    .configs(Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE))));
            if (plain) {
                topics.add(new NewTopic(pipeline.topics().predictions(), partitions, (short) 1));
                topics.add(new NewTopic(pipeline.topics().deadLetters(), partitions, (short) 1));
            }
            admin.createTopics(topics).all().get();
        }
        List<String> arguments = new ArrayList<>(List.of(
                "topics", "create", "--config", directory.resolve("fuzz.yaml").toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        StringWriter said = new StringWriter();
        Main.run(Map.of(), new PrintWriter(said), new PrintWriter(said), arguments.toArray(new String[0]));
        assertThat(said.toString()).contains("created");
    }

    private int send(Pipeline pipeline, int rows, Random random) throws Exception {
        String events = pipeline.topics().events();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "linger.ms",
                5,
                "compression.type",
                "gzip",
                "max.request.size",
                64 << 20,
                "buffer.memory",
                160L << 20,
                "max.in.flight.requests.per.connection",
                1);
        List<Exception> failures = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Events made = new Events(events, random, pipeline.event().partitionedByEntity());
            for (int row = 0; row < rows; row++) {
                producer.send(made.next(row), (metadata, failure) -> {
                    if (failure != null) {
                        failures.add(failure);
                    }
                });
            }
            producer.flush();
        }
        assertThat(failures).isEmpty();
        return rows;
    }

    /** What producers might send, most of it small and good. */
    private static final class Events {
        private static final int LARGE_ONE_IN = 150;
        private static final int[] SIZES = {
            20_000, 200_000, 500_000, 900_000, 1_040_000, 1_047_900, 1_048_400, 1_048_576, 1_060_000, 1_200_000,
            2_900_000, 4_000_000
        };

        private final String topic;
        private final Random random;
        private final boolean keyed;
        private final long now = System.currentTimeMillis();

        Events(String topic, Random random, boolean keyed) {
            this.topic = topic;
            this.random = random;
            this.keyed = keyed;
        }

        ProducerRecord<byte[], byte[]> next(int row) {
            boolean large = row < 40 || random.nextInt(LARGE_ONE_IN) == 0;
            String entity = "c" + random.nextInt(500);
            byte[] value = value(row, entity, large);
            byte[] key = key(entity, large);
            RecordHeaders headers = headers(large);
            long timestamp = timestamp(row);
            return new ProducerRecord<>(topic, null, 0L, key, value, headers) {
                @Override
                public Long timestamp() {
                    return timestamp;
                }
            };
        }

        private byte[] value(int row, String entity, boolean large) {
            int kind = random.nextInt(40);
            if (kind == 0) {
                return null;
            }
            if (kind == 1) {
                byte[] noise = new byte[large ? size() : random.nextInt(60)];
                random.nextBytes(noise);
                // Uncompressed the events topic itself would refuse it.
                Arrays.fill(noise, Math.min(noise.length, 1_000), noise.length, (byte) 'x');
                return noise;
            }
            String id = kind == 2 ? "i".repeat(512) + row : "e" + row;
            String note =
                    large && random.nextBoolean() ? (random.nextInt(3) == 0 ? "\\n" : "x").repeat(size() / 2) : "n";
            String place = "p".repeat(random.nextInt(20) == 0 ? 3_000 : 5) + random.nextInt(900);
            long time = now - 5L * 3_600_000 + row * 17L + (kind == 3 ? 250_000_000_000L : 0);
            String json = "{\"id\":\"" + id + "\",\"customer\":\"" + entity + "\",\"at\":" + time + ",\"amount\":"
                    + random.nextInt(100) + ",\"note\":\"" + note + "\",\"place\":\"" + place + "\"}";
            return json.getBytes(StandardCharsets.UTF_8);
        }

        private byte[] key(String entity, boolean large) {
            int kind = random.nextInt(keyed ? 20 : 4);
            if (kind == 0) {
                return null;
            }
            if (kind == 1) {
                return new byte[large ? size() : random.nextInt(5_000)];
            }
            return entity.getBytes(StandardCharsets.UTF_8);
        }

        private RecordHeaders headers(boolean large) {
            RecordHeaders headers = new RecordHeaders();
            int kind = random.nextInt(large ? 4 : 30);
            if (kind == 0) {
                headers.add("trace", new byte[large ? size() : 100]).add("nothing", null);
                headers.add("riffle.field", null).add("riffle.original-length", null);
            } else if (kind == 1) {
                int count = large ? random.nextInt(40_000) : random.nextInt(20);
                for (int i = 0; i < count; i++) {
                    headers.add("h" + i, new byte[random.nextInt(40)]);
                }
            } else if (kind == 2) {
                headers.add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
                headers.add("ce_id", new byte[large ? size() : 3]);
            }
            return headers;
        }

        /** The first records of a partition are the ones after which Kafka Streams knows no time. */
        private long timestamp(int row) {
            int kind = row < 20 ? 0 : random.nextInt(20);
            return switch (kind) {
                case 0 -> -1;
                case 1 -> 0;
                case 2 -> now + random.nextInt(400) * 86_400_000L;
                case 3 -> Long.MAX_VALUE;
                default -> now - random.nextInt(3_600_000);
            };
        }

        private int size() {
            return SIZES[random.nextInt(SIZES.length)] - random.nextInt(300);
        }
    }
}
