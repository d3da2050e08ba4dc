package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.guarantee.Servers.Topics;
import io.riffle.product.KillableApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every label of a scored event becomes one outcome, and is counted once, also when the process is killed in between. */
@Tag("drill")
class OutcomesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 8_000;
    private static final String NAME = "outcomes";

    private static Servers servers;

    @TempDir
    Path directory;

    @BeforeAll
    static void startServers() throws Exception {
        servers = Servers.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void outcomes_areNeitherLostNorDoubled_whenKilledWhileLabelsArrive() throws Exception {
        Topics topics = servers.createTopics(NAME, "outcomes.events");
        createSideTopics();
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), 4_000)) {
            await().atMost(PATIENCE).until(() -> load.produced() >= EVENTS);
            load.stop();
        }
        Map<String, String> cards = cards(topics.events());
        List<String> ids = List.copyOf(cards.keySet());
        label(ids.subList(0, ids.size() / 2), cards, "1");
        killWhen(topics, 500);
        label(ids.subList(ids.size() / 2, ids.size()), cards, "0");
        killWhen(topics, ids.size() / 2 + 500);
        finish(topics, ids.size());

        Set<String> predicted = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> each : servers.reader().committed(topics.predictions())) {
            predicted.add(json(each).get("id").asText());
        }
        List<String> outcomes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : servers.reader().committed("outcomes.outcomes.v1")) {
            outcomes.add(json(each).get("event_id").asText());
        }
        assertThat(outcomes).doesNotHaveDuplicates().hasSameSizeAs(predicted);
        assertThat(new HashSet<>(outcomes)).isEqualTo(predicted);
        assertThat(measured()).as("outcomes in all windows").isEqualTo(outcomes.size());
    }

    private void createSideTopics() throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        for (String topic : List.of("labels", "outcomes", "outcome-counts", "performance", "experiments")) {
            topics.add(new NewTopic(NAME + "." + topic + ".v1", 4, (short) 1));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.createTopics(topics).all().get();
        }
    }

    /** The card of every readable event. */
    private static Map<String, String> cards(String events) throws Exception {
        Map<String, String> cards = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : servers.reader().committed(events)) {
            try {
                JsonNode event = json(each);
                if (event.path("event_id").isTextual() && event.path("card_id").isTextual()) {
                    cards.put(
                            event.get("event_id").asText(), event.get("card_id").asText());
                }
            } catch (IOException broken) {
                continue; // the load contains damaged events
            }
        }
        return cards;
    }

    private static void label(List<String> ids, Map<String, String> cards, String truth) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String id : ids) {
                String label = "{\"event_id\":\"" + id + "\",\"label\":" + truth + "}";
                producer.send(new ProducerRecord<>(
                        "outcomes.labels.v1",
                        cards.get(id).getBytes(StandardCharsets.UTF_8),
                        label.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private ChildProcess app(Topics topics) throws Exception {
        Path probe = directory.resolve("probe");
        InFlightProbe.open(probe);
        List<String> arguments = new ArrayList<>(List.of("frames", probe.toString(), Servers.PIPELINE.toString()));
        servers.settings(NAME, topics, directory.resolve("state"))
                .forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.add("outcomes.retention=24h");
        arguments.add("outcomes.report-every=200ms");
        return ChildProcess.start(KillableApp.class, directory.resolve("log"), arguments);
    }

    private void killWhen(Topics topics, int outcomes) throws Exception {
        try (ChildProcess app = app(topics)) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .failFast(() -> assertThat(app.isAlive())
                            .as("alive; log:\n%s", app.log())
                            .isTrue())
                    .until(() -> servers.reader().count("outcomes.outcomes.v1") >= outcomes);
            app.kill();
        }
    }

    private void finish(Topics topics, int labels) throws Exception {
        try (ChildProcess app = app(topics)) {
            await().atMost(PATIENCE)
                    .failFast(() -> assertThat(app.isAlive())
                            .as("alive; log:\n%s", app.log())
                            .isTrue())
                    .until(() -> servers.reader().consumed(NAME, "outcomes.labels.v1") >= labels
                            && measured() == servers.reader().count("outcomes.outcomes.v1"));
            app.terminate();
        }
    }

    /** Outcomes of the newest report of every window, added up. */
    private static long measured() throws Exception {
        Map<String, Long> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : servers.reader().committed("outcomes.performance.v1")) {
            newest.put(
                    new String(each.key(), StandardCharsets.UTF_8),
                    json(each).get("outcomes").asLong());
        }
        return newest.values().stream().mapToLong(Long::longValue).sum();
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) throws IOException {
        return JSON.readTree(record.value());
    }
}
