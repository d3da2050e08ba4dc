package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.scoring.ReferenceModels;
import io.riffle.scoring.ReferenceRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handwritten digits through a real broker and the whole application, and images that are none. */
class DigitsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PIPELINE = Path.of("..", "pipeline", "src", "test", "resources", "config", "digits.yaml");
    private static final String DIGITS = "digits";
    private static final String BROKEN = "broken-digits";
    private static final Map<String, String> REASONS = Map.of(
            "empty.png", "invalid_image",
            "truncated.png", "invalid_image",
            "text.png", "invalid_image",
            "wrong_crc.png", "invalid_image",
            "huge_declared.png", "image_too_large",
            "zero_width.png", "invalid_image",
            "bomb.png", "image_too_large",
            "truncated.jpg", "invalid_image",
            "svg.svg", "invalid_image",
            "bad_base64.txt", "invalid_image");

    private static RecordedEvents events;
    private static RealBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        events = RecordedEvents.read("events/digits/inline.events.jsonl.gz");
        broker = new RealBroker();
        broker.createTopics(DIGITS, BROKEN);
        broker.send(events.keyed(DIGITS, RealBroker.PARTITIONS));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits_cnn", "digits_cnn_batch1", "digits_cnn_uint8", "digits_mlp"})
    void predictions_equalTheReference(String model) throws Exception {
        ReferenceModels.write(directory, model);
        ScoredTopic scored =
                ScoredTopic.of(broker.pipeline(PIPELINE, model, DIGITS, directory, Map.of()), events.size());
        assertThat(events.size()).isEqualTo(250);
        assertThat(scored.predicted()).hasSize(250);
        assertThat(scored.deadLetters()).isEmpty();
        Map<String, JsonNode> predictions = scored.predictions();
        Map<String, JsonNode> expected = ReferenceRows.expected(model);
        assertThat(expected)
                .hasSize(ReferenceModels.entry(model).get("expected_rows").asInt());
        ExpectedOutputs outputs = new ExpectedOutputs(model);
        expected.forEach((id, row) -> outputs.check(row, predictions.get(id)));
    }

    /** Each with its reason, among digits that are scored all the same. */
    @Test
    void brokenImages_areDeadLetters_andDisturbNoOther() throws Exception {
        ReferenceModels.write(directory, "digits_cnn");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.keyed(BROKEN, RealBroker.PARTITIONS));
        for (String name : REASONS.keySet()) {
            records.add(records.size() / 2, new ProducerRecord<>(BROKEN, 0, bytes("camera"), bytes(event(name))));
        }
        broker.send(records);
        ScoredTopic scored =
                ScoredTopic.of(broker.pipeline(PIPELINE, "broken", BROKEN, directory, Map.of()), records.size());
        assertThat(scored.predicted()).hasSize(events.size());
        Map<String, String> reasons = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : scored.deadLetters()) {
            reasons.put(
                    JSON.readTree(letter.value()).get("event_id").textValue(),
                    new String(letter.headers().lastHeader("riffle.reason").value(), StandardCharsets.UTF_8));
            assertThat(new String(
                            letter.headers()
                                    .lastHeader("__streams.errors.message")
                                    .value(),
                            StandardCharsets.UTF_8))
                    .contains("image_png_base64");
        }
        assertThat(reasons).isEqualTo(REASONS);
    }

    private static String event(String name) throws Exception {
        byte[] image = Files.readAllBytes(ReferenceModels.file("images/broken/" + name));
        String text = name.endsWith(".txt")
                ? new String(image, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(image);
        return JSON.writeValueAsString(Map.of(
                "event_id",
                name,
                "entity_id",
                "camera",
                "event_time_ms",
                1_736_121_600_338L,
                "features",
                Map.of("image_png_base64", text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
