package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.deadletter.DeadLetters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead letters found, shown, mended and sent again through a real broker. */
class DlqIT {
    private static final String EVENTS = "tiny.events.v1";
    private static final String LETTERS = "tiny.events.v1.dlq";

    private static RealBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = new RealBroker();
        broker.createOrderedTopics(EVENTS, LETTERS);
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        letters.add(letter("missing_field", "card-1", "{\"event_id\":\"1\"}", 0, false));
        letters.add(letter("wrong_type", "card-2", "{\"event_id\":\"2\",\"amount\":\"x\"}", 2, false));
        letters.add(letter("wrong_type", "card-3", "{\"event_id\":\"3\",\"amount\":\"x\"}", 3, false));
        letters.add(letter("too_large", "card-4", "{\"event_id\":\"4\"", 0, true));
        broker.send(letters);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void list_filtersByReasonAndKey() throws Exception {
        JsonNode all = json(0, "list", "-o", "json");
        assertThat(all.findValuesAsText("letter")).containsExactly("0:0", "0:1", "0:2", "0:3");
        assertThat(all.get(1).path("attempts").asInt()).isEqualTo(2);
        assertThat(all.get(1).path("source").asText()).isEqualTo("tiny.events.v1-0:7");
        assertThat(json(0, "list", "-o", "json", "--reason", "wrong_type").findValuesAsText("letter"))
                .containsExactly("0:1", "0:2");
        assertThat(json(0, "list", "-o", "json", "--key", "card-4").findValuesAsText("letter"))
                .containsExactly("0:3");
    }

    @Test
    void show_printsTheEvent_orSaysThatThereIsNone() {
        assertThat(run(0, "show", "0:1"))
                .contains("value: {\"event_id\":\"2\",\"amount\":\"x\"}", "reason: wrong_type");
        run(1, "show", "0:99");
        assertThat(error.toString()).contains("there is no 0:99");
    }

    @Test
    void replay_sendsMendedEventsAgain_andLeavesOutWhatHasHadItsAttempts() {
        assertThat(run(1, "replay", "--reason", "wrong_type", "--edit", "amount=5"))
                .contains("would send: 1, left out: 1 (--yes sends them)");
        assertThat(run(1, "replay", "--reason", "wrong_type", "--edit", "amount=5", "--yes", "--dry-run"))
                .contains("would send: 1");
        assertThat(events()).isEmpty();

        assertThat(run(1, "replay", "--reason", "wrong_type", "--edit", "amount=5", "--yes"))
                .contains("sent: 1, left out: 1");
        assertThat(run(0, "replay", "0:0", "--yes")).contains("sent: 1, left out: 0");
        assertThat(run(1, "replay", "0:3", "--yes")).contains("sent: 0, left out: 1");

        assertThat(error.toString())
                .contains("0:2 must have been sent fewer than 3 times: was 3")
                .contains("0:3 must hold the whole event: it is only at tiny.events.v1-0:7");
        List<ConsumerRecord<byte[], byte[]>> events = events();
        assertThat(events)
                .extracting(event -> text(event.value()))
                .containsExactly("{\"event_id\":\"2\",\"amount\":5}", "{\"event_id\":\"1\"}");
        assertThat(text(events.get(0).key())).isEqualTo("card-2");
        assertThat(events.get(0).timestamp()).isEqualTo(1_736_121_600_000L);
        assertThat(events.get(0).headers())
                .extracting(header -> header.key() + "=" + text(header.value()))
                .containsExactly("traceparent=00-1", "riffle.attempts=3");
    }

    private static ProducerRecord<byte[], byte[]> letter(
            String reason, String key, String value, int attempts, boolean cut) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", bytes("00-1"));
        if (attempts > 0) {
            headers.add("riffle.attempts", bytes(Integer.toString(attempts)));
        }
        headers.add(DeadLetters.MESSAGE, bytes("what was wrong"));
        headers.add(DeadLetters.TOPIC, bytes(EVENTS));
        headers.add(DeadLetters.PARTITION, bytes("0"));
        headers.add(DeadLetters.OFFSET, bytes("7"));
        headers.add(DeadLetters.STAGE, bytes("decode"));
        headers.add(DeadLetters.REASON, bytes(reason));
        if (cut) {
            headers.add(DeadLetters.ORIGINAL_LENGTH, bytes("5000000"));
        }
        return new ProducerRecord<>(LETTERS, 0, 1_736_121_600_000L, bytes(key), bytes(value), headers);
    }

    private String run(int expectedCode, String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "dlq",
                verb,
                "--config",
                "../pipeline/src/test/resources/config/minimal.yaml",
                "--set",
                "kafka.bootstrap-servers=" + broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        out.getBuffer().setLength(0);
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(new String[0]));
        assertThat(code).as(error.toString()).isEqualTo(expectedCode);
        return out.toString();
    }

    private JsonNode json(int expectedCode, String verb, String... more) throws Exception {
        return new ObjectMapper().readTree(run(expectedCode, verb, more));
    }

    private static List<ConsumerRecord<byte[], byte[]>> events() {
        List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(EVENTS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(events::add);
            }
        }
        return events;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
