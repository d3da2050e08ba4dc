package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that hold no event, or many, through the whole topology, with a repartition topic and without. The harness
 * checks received = predicted + dead-lettered + skipped when it closes.
 */
class EnvelopesTopologyTest {
    private static TopologyHarness harness(boolean direct, String... settings) {
        Map<String, String> all = new java.util.HashMap<>();
        all.put("event.partitioned-by-entity", Boolean.toString(direct));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return TopologyHarness.with(all);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopologyHarness harness, long offset, String key, String value) {
        return new ConsumerRecord<>(
                harness.eventsTopic(),
                0,
                offset,
                PaymentRecords.NOW,
                TimestampType.CREATE_TIME,
                1,
                1,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return record.headers().lastHeader(name) == null
                ? null
                : new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tombstones_areSkippedAndCounted(boolean direct) {
        try (TopologyHarness harness = harness(direct)) {
            harness.pipeFrame(List.of(
                    record(harness, 0, "c", null),
                    record(harness, 1, "c", PaymentRecords.json("a", "c", 5)),
                    record(harness, 2, "c", null)));
            assertThat(harness.predictions()).hasSize(1);
            assertThat(harness.metrics().sum("received")).isEqualTo(3);
            assertThat(harness.metrics().sum("skipped", "tombstone")).isEqualTo(2);
        }
    }

    @Test
    void tombstones_areDeadLetters_whenDeclared() {
        try (TopologyHarness harness = harness(true, "event.tombstones", "dead-letter")) {
            harness.pipeFrame(List.of(record(harness, 0, "c", null)));
            assertThat(harness.deadLetters()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void elements_areEventsOfTheirOwn(boolean direct) {
        try (TopologyHarness harness = harness(direct, "event.arrays", "split")) {
            String array = "[" + PaymentRecords.json("a", "c", 5) + ",{\"event_id\":\"x\"},"
                    + PaymentRecords.json("b", "c", 7) + "," + PaymentRecords.json("a", "c", 9) + "]";
            harness.pipeFrame(List.of(
                    record(harness, 0, "c", PaymentRecords.json("before", "c", 1)),
                    record(harness, 1, "c", array),
                    record(harness, 2, "c", "[]"),
                    record(harness, 3, "c", PaymentRecords.json("after", "c", 2))));
            List<TestRecord<String, JsonNode>> predictions = harness.predictions();
            assertThat(predictions)
                    .extracting(each -> each.value().path("id").asText())
                    .containsExactly("before", "a", "b", "after");
            JsonNode second = predictions.get(2).value().path("parameters").path("source");
            assertThat(second.path("element").asInt(-1)).isEqualTo(2);
            assertThat(second.path("offset").asLong()).isEqualTo(1);
            assertThat(predictions
                            .get(3)
                            .value()
                            .path("parameters")
                            .path("source")
                            .has("element"))
                    .isFalse();
            List<TestRecord<String, String>> letters = harness.deadLetters();
            assertThat(letters)
                    .extracting(each -> header(each, "riffle.reason"))
                    .containsExactlyInAnyOrder("missing_field", "duplicate");
            assertThat(letters)
                    .extracting(each -> header(each, "riffle.element"))
                    .containsExactlyInAnyOrder("1", "3");
            assertThat(letters).anySatisfy(each -> assertThat(each.value()).isEqualTo("{\"event_id\":\"x\"}"));
            assertThat(harness.metrics().sum("received")).isEqualTo(7);
            assertThat(harness.metrics().sum("skipped", "no_event")).isEqualTo(1);
        }
    }

    /** More events than a frame holds, of many records of which some are none. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void arrays_fillFrames(boolean direct) {
        try (TopologyHarness harness = harness(direct, "event.arrays", "split", "batch.max-size", "16")) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                StringBuilder array = new StringBuilder("[");
                for (int j = 0; j < 7; j++) {
                    array.append(j == 0 ? "" : ",").append(PaymentRecords.json(i + "-" + j, "c", 5));
                }
                records.add(record(harness, 2L * i, "c", array + "]"));
                records.add(record(harness, 2L * i + 1, "c", PaymentRecords.json("s" + i, "c", 5)));
            }
            harness.pipeFrame(records);
            List<TestRecord<String, JsonNode>> predictions = harness.predictions();
            assertThat(predictions).hasSize(80);
            assertThat(predictions
                            .get(79)
                            .value()
                            .path("parameters")
                            .path("features")
                            .path("amount_1h_count")
                            .asInt())
                    .isEqualTo(80);
            assertThat(harness.metrics().sum("received")).isEqualTo(80);
        }
    }
}
