package io.riffle.guarantee;

import static org.awaitility.Awaitility.await;

import io.riffle.demo.payments.Card;
import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.CardProfiles;
import io.riffle.enrichment.redis.RedisProfileWriter;
import io.riffle.servers.EmbeddedRedis;
import io.riffle.settings.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real broker and a real Redis with the profiles of the demo's cards, for one test class. */
final class Servers implements AutoCloseable {
    static final Path PIPELINE = Path.of("..", "config", "card-fraud.yaml");
    static final long SEED = 7;
    static final long START = 1_767_225_600_000L;
    private static final int PARTITIONS = 4;

    private final Brokers brokers;
    private EmbeddedRedis redis;

    private Servers(Brokers brokers, EmbeddedRedis redis) {
        this.brokers = brokers;
        this.redis = redis;
    }

    static Servers start() throws Exception {
        return on(BrokerProcess.start());
    }

    /** With these brokers, which are closed with it. */
    static Servers on(Brokers brokers) throws Exception {
        Servers servers = new Servers(brokers, EmbeddedRedis.start());
        servers.loadProfiles();
        return servers;
    }

    String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    TopicReader reader() {
        return new TopicReader(bootstrapServers());
    }

    /** The topics of a pipeline of this name; the events topic is shared by all. */
    Topics createTopics(String pipeline, String events) throws Exception {
        Topics topics = new Topics(events, pipeline + ".predictions", pipeline + ".alerts", pipeline + ".dlq");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            List<NewTopic> missing = new ArrayList<>();
            for (String name : topics.names()) {
                if (!admin.listTopics().names().get().contains(name)) {
                    missing.add(new NewTopic(name, PARTITIONS, brokers.replication()));
                }
            }
            admin.createTopics(missing).all().get();
            // Created is not yet known: the broker may still say that the topic does not exist.
            await().ignoreExceptions()
                    .until(() -> admin.describeTopics(topics.names())
                                    .allTopicNames()
                                    .get()
                                    .size()
                            == 4);
            createWindowTopics(admin, pipeline, brokers.replication());
        }
        return topics;
    }

    /** What the demo's pipeline needs for drift and quality. */
    private static void createWindowTopics(Admin admin, String pipeline, short replication) throws Exception {
        List<NewTopic> single = Stream.of("drift", "quality", "window-counts", "signals")
                .map(what -> new NewTopic(pipeline + "." + what + ".v1", 1, replication))
                .toList();
        admin.createTopics(single).all().get();
        List<String> names = single.stream().map(NewTopic::name).toList();
        await().ignoreExceptions()
                .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }

    /** Settings that point the demo's pipeline at these servers, with timeouts short enough for a test. */
    Map<String, String> settings(String pipeline, Topics topics, Path state) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pipeline", pipeline);
        settings.put("kafka.bootstrap-servers", bootstrapServers());
        settings.put("kafka.stream-threads", "2");
        settings.put("kafka.state-directory", state.toString());
        settings.put("kafka.properties.producer.transaction.timeout.ms", "3000");
        settings.put("kafka.properties.consumer.session.timeout.ms", "3000");
        settings.put("kafka.properties.consumer.heartbeat.interval.ms", "800");
        settings.put("topics.events", topics.events());
        settings.put("topics.predictions", topics.predictions());
        settings.put("topics.alerts", topics.alerts());
        settings.put("topics.dead-letters", topics.deadLetters());
        settings.put("profile.redis", redis.url());
        settings.put("http.port", "0");
        settings.put("models.follow-deployments", "false");
        return settings;
    }

    EmbeddedRedis redis() {
        return redis;
    }

    /** Redis dies and comes back empty-handed on the same port. */
    void restartRedis() throws Exception {
        redis = EmbeddedRedis.start(redis.port());
        loadProfiles();
    }

    private void loadProfiles() throws Exception {
        CardPayments payments = new CardPayments(SEED, START);
        CardProfiles profiles = new CardProfiles(SEED, START);
        Map<String, Map<String, String>> values = new LinkedHashMap<>();
        for (Card card : payments.population().cards()) {
            values.put(new String(card.idBytes(), java.nio.charset.StandardCharsets.UTF_8), profiles.values(card));
        }
        values.values().removeIf(Map::isEmpty);
        try (RedisProfileWriter writer = new RedisProfileWriter(new Secret(redis.url()), "profile:{entity}")) {
            writer.write(values, START);
        }
    }

    @Override
    public void close() throws Exception {
        redis.close();
        brokers.close();
    }

    /** The names of one pipeline's topics. */
    record Topics(String events, String predictions, String alerts, String deadLetters) {
        List<String> names() {
            return List.of(events, predictions, alerts, deadLetters);
        }
    }
}
