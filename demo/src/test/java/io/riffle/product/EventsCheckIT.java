package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The newest events of a topic of a real broker, looked at before anything scores them. */
class EventsCheckIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "orders";

    private static RealBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = new RealBroker();
        broker.createOrderedTopics(TOPIC);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            records.add(record("c", "old rubbish"));
        }
        records.add(record("c", event("a")));
        records.add(record("c", null));
        records.add(record("c", "[" + event("b") + "," + event("d") + ",{}]"));
        broker.send(records);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(
                TOPIC,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String id) {
        return "{\"id\":\"" + id + "\",\"customer\":\"c\",\"at\":1700000000000,\"amount\":5}";
    }

    private JsonNode check(int expected, String topic, String... more) throws Exception {
        out.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of(
                "events",
                "check",
                "--config",
                "../config/quickstart.yaml",
                "--topic",
                topic,
                "--bootstrap",
                broker.bootstrapServers(),
                "-o",
                "json"));
        arguments.addAll(List.of(more));
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
        assertThat(code).as(error.toString()).isEqualTo(expected);
        return out.toString().isBlank() ? JSON.nullNode() : JSON.readTree(out.toString());
    }

    @Test
    void check_readsTheNewestRecords() throws Exception {
        JsonNode json = check(1, TOPIC, "--last", "3");
        assertThat(json.path("records").asInt()).isEqualTo(3);
        assertThat(json.path("accepted").asInt()).isEqualTo(1);
        assertThat(json.at("/skipped/tombstone").asInt()).isEqualTo(1);
        assertThat(json.at("/refusals/0/setting").asText()).isEqualTo("event.arrays: split");
        assertThat(json.at("/refusals/0/at").asText()).isEqualTo("orders-0:32");
    }

    @Test
    void check_takesSettings_andSaysWhichElement() throws Exception {
        JsonNode json = check(1, TOPIC, "--last", "3", "--set", "event.arrays=split");
        assertThat(json.path("events").asInt()).isEqualTo(5);
        assertThat(json.path("accepted").asInt()).isEqualTo(3);
        assertThat(json.at("/refusals/0/at").asText()).isEqualTo("orders-0:32#2");
        assertThat(check(1, TOPIC).path("refused").asInt()).isEqualTo(31);
    }

    @Test
    void check_saysWhichTopicIsNotThere() throws Exception {
        check(1, "nothing");
        assertThat(error.toString()).contains("topic nothing must");
    }
}
