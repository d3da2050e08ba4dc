package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.guarantee.TopicReader;
import io.riffle.servers.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with recorded events, and pipelines that score them. */
final class RealBroker implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final Duration VISIBLE = Duration.ofSeconds(30);

    private final EmbeddedBroker broker;

    RealBroker() throws Exception {
        this(EmbeddedBroker.start());
    }

    RealBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    TopicReader reader() {
        return new TopicReader(bootstrapServers());
    }

    /** Topics of one partition. */
    void createOrderedTopics(String... names) throws Exception {
        createTopics(1, names);
    }

    /** Creates topics and waits until the broker itself knows them, which is a little later than its controller does. */
    void createTopics(String... names) throws Exception {
        createTopics(PARTITIONS, names);
    }

    private void createTopics(int partitions, String... names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(Stream.of(names)
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
            long deadline = System.nanoTime() + VISIBLE.toNanos();
            while (!admin.listTopics().names().get().containsAll(Set.of(names))) {
                assertThat(System.nanoTime()).as("topics must appear").isLessThan(deadline);
            }
        }
    }

    /**
     * Sends in order and waits until the broker has all. With one request at a time: a topic just made may refuse a first
     * request and take the one that is sent behind it, and the first is then out of sequence for good.
     */
    void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers(),
                "linger.ms", "5",
                "batch.size", "262144",
                "max.in.flight.requests.per.connection", "1");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = records.stream()
                    .<Future<?>>map(record -> producer.send(record))
                    .toList();
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    /** A pipeline of the file under a name of its own, with the model in a folder; its output topics are created. */
    Pipeline pipeline(Path file, String name, String events, Path models, Map<String, String> more) throws Exception {
        createTopics(name + ".predictions", name + ".alerts", name + ".dlq");
        return instance(file, name, events, models, more);
    }

    /** The same for one more instance, whose topics are there. */
    Pipeline instance(Path file, String name, String events, Path models, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "pipeline",
                name,
                "kafka.bootstrap-servers",
                bootstrapServers(),
                "kafka.state-directory",
                models.resolve("state").toString(),
                "topics.events",
                events,
                "topics.predictions",
                name + ".predictions",
                "topics.alerts",
                name + ".alerts",
                "topics.dead-letters",
                name + ".dlq",
                "models.directory",
                models.toString(),
                "http.port",
                "0"));
        settings.put("models.follow-deployments", "false");
        settings.putAll(more);
        return new ConfigLoader(Map.of(), settings).load(file).value();
    }

    @Override
    public void close() {
        broker.close();
    }
}
