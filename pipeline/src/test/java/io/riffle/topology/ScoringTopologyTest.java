package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.enrichment.InMemoryProfileSource;
import io.riffle.frame.FrameDeserializer;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.scoring.InMemoryScorer;
import io.riffle.scoring.ModelPorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole pipeline without broker, Redis and model. */
class ScoringTopologyTest {
    private static final int PARTITION = 3;

    private TopologyHarness harness = TopologyHarness.direct();
    private PaymentRecords records = new PaymentRecords(harness.eventsTopic(), PARTITION, 100);

    @AfterEach
    void close() {
        harness.close();
    }

    private void use(TopologyHarness other) {
        harness.close();
        harness = other;
        // The test driver delivers everything as partition 0 from offset 0 on.
        records = new PaymentRecords(harness.eventsTopic(), 0, 0);
    }

    @Test
    void topology_isTheCommittedOne_whenPartitionedByEntity() throws Exception {
        assertGolden("direct.txt", true);
    }

    @Test
    void topology_isTheCommittedOne_whenRepartitioned() throws Exception {
        assertGolden("repartitioned.txt", false);
    }

    /** One sub-topology would make half as many tasks, and each would wait for the slower of two topics. */
    @Test
    void tasks_areSeparate_onBothSidesOfTheRepartitionTopic() {
        assertThat(topology(false).describe().subtopologies()).hasSize(2);
    }

    private static void assertGolden(String file, boolean partitionedByEntity) throws Exception {
        Path golden = Path.of("src", "test", "resources", "topology", file);
        assertThat(topology(partitionedByEntity).describe().toString().strip())
                .as("""
                        The topology is not that of %s. Running deployments feel this: a renamed store or topic in between \
                        starts empty (the history of every entity is lost), another number of sub-topologies moves state to \
                        other task ids, and instances of both kinds cannot share one group during a rolling update. If it is \
                        meant: say so in CHANGELOG.md, then put the actual text into the file.""", golden)
                .isEqualTo(Files.readString(golden).strip());
    }

    private static Topology topology(boolean partitionedByEntity) {
        Adapters adapters = new Adapters(
                ModelPorts.only(new InMemoryScorer("1"), new RecordedModelMetrics()),
                Optional.of(new InMemoryProfileSource(List.of())),
                new RecordedMetrics(),
                () -> 0,
                () -> 0);
        return new ScoringTopology(TopologyHarness.pipeline(partitionedByEntity), adapters).build();
    }

    @Test
    void rows_keepWhatIsTheirOwn_whenTheyShareAFrame() {
        harness.pipeFrame(List.of(
                records.payment("a", "card-1", 5),
                records.keyed("card-2", "{broken"),
                records.payment("b", "card-2", 2_000),
                records.payment("c", "card-1", 7)));

        List<TestRecord<String, JsonNode>> predictions = harness.predictions();
        assertThat(predictions).extracting(TestRecord::key).containsExactly("card-1", "card-2", "card-1");
        assertOwn(predictions.get(0), 100);
        assertOwn(predictions.get(1), 102);
        assertOwn(predictions.get(2), 103);
        List<TestRecord<String, JsonNode>> alerts = harness.alerts();
        assertThat(alerts).hasSize(1);
        assertOwnHeaders(alerts.get(0), 102);
        assertThat(alerts.get(0).value().at("/source/offset").longValue()).isEqualTo(102);
        List<TestRecord<String, String>> letters = harness.deadLetters();
        assertThat(letters).hasSize(1);
        assertOwnHeaders(letters.get(0), 101);
        assertThat(letters.get(0).value()).isEqualTo("{broken");
        assertThat(header(letters.get(0), "__streams.errors.partition")).isEqualTo("3");
        assertThat(header(letters.get(0), "__streams.errors.offset")).isEqualTo("101");
    }

    private void assertOwn(TestRecord<String, JsonNode> prediction, long offset) {
        assertOwnHeaders(prediction, offset);
        JsonNode source = prediction.value().at("/parameters/source");
        assertThat(source.path("topic").asText()).isEqualTo(harness.eventsTopic());
        assertThat(source.path("partition").intValue()).isEqualTo(PARTITION);
        assertThat(source.path("offset").longValue()).isEqualTo(offset);
    }

    private static void assertOwnHeaders(TestRecord<String, ?> output, long offset) {
        assertThat(output.timestamp()).isEqualTo(PaymentRecords.timestamp(offset));
        assertThat(header(output, "traceparent")).isEqualTo(PaymentRecords.trace(offset));
    }

    @Test
    void rows_areScoredAlike_whenPackedOrNot() {
        use(TopologyHarness.direct());
        harness.pipeRaw(mixed());
        List<TestRecord<String, JsonNode>> predictions = harness.predictions();
        List<TestRecord<String, JsonNode>> alerts = harness.alerts();
        List<TestRecord<String, String>> letters = harness.deadLetters();
        assertThat(predictions).hasSize(30);
        assertThat(alerts).isNotEmpty();
        assertThat(letters).hasSize(20);

        use(TopologyHarness.direct());
        harness.pipeFrame(mixed());
        assertThat(harness.predictions()).isEqualTo(predictions);
        assertThat(harness.alerts()).isEqualTo(alerts);
        assertThat(harness.deadLetters()).containsExactlyInAnyOrderElementsOf(letters);
        assertThat(harness.metrics().sum("frames")).isEqualTo(1);
    }

    /** Good events, and as many that come twice or are broken. */
    private List<ConsumerRecord<byte[], byte[]>> mixed() {
        List<ConsumerRecord<byte[], byte[]>> mixed = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            mixed.add(records.payment("e" + i, "card-" + i % 4, 100 * i));
            if (i % 3 == 0) {
                mixed.add(records.payment("e" + i, "card-" + i % 4, 100 * i));
                mixed.add(records.payment("bad" + i, "card-" + i % 4, -1));
            }
        }
        harness.profiles().put("card-1", "avg_amount", "12.5@" + PaymentRecords.NOW);
        return mixed;
    }

    @Test
    void badRow_disturbsNoOther_whenInTheMiddleOfAFrame() {
        harness.pipeFrame(List.of(
                records.payment("a", "card-1", 5),
                records.payment("bad", "card-1", -5),
                records.payment("good", "card-1", 1),
                records.keyed("card-7", PaymentRecords.json("moved", "card-1", 1)),
                records.payment("b", "card-1", 6)));

        List<TestRecord<String, JsonNode>> predictions = harness.predictions();
        assertThat(predictions)
                .extracting(prediction -> prediction.value().path("id").asText())
                .containsExactly("a", "good", "b");
        assertThat(feature(predictions.get(2), "amount_1h_count")).isEqualTo(3);
        assertThat(feature(predictions.get(2), "amount_1h_sum")).isEqualTo(12);
        assertThat(reasons(harness.deadLetters())).containsExactly("out_of_range", "key_mismatch");
    }

    @Test
    void duplicate_becomesDeadLetter_whenSeenInSameOrLaterFrame() {
        harness.pipeFrame(List.of(records.payment("a", "card-1", 5), records.payment("a", "card-1", 5)));
        harness.pipeFrame(List.of(records.payment("a", "card-1", 5), records.payment("b", "card-1", 5)));

        List<TestRecord<String, JsonNode>> predictions = harness.predictions();
        assertThat(predictions).hasSize(2);
        assertThat(feature(predictions.get(1), "amount_1h_count")).isEqualTo(2);
        assertThat(reasons(harness.deadLetters())).containsExactly("duplicate", "duplicate");
    }

    @Test
    void cloudEvents_areScored_whenBinaryOrStructured() {
        Headers binary = new RecordHeaders()
                .add("ce_specversion", PaymentRecords.bytes("1.0"))
                .add("ce_id", PaymentRecords.bytes("from-header"))
                .add("ce_type", PaymentRecords.bytes("payment"))
                .add("ce_source", PaymentRecords.bytes("/shop"));
        Headers structured = new RecordHeaders()
                .add("content-type", PaymentRecords.bytes("application/cloudevents+json; charset=UTF-8"));
        String envelope = "{\"specversion\":\"1.0\",\"id\":\"e\",\"type\":\"payment\",\"source\":\"/shop\",\"data\":"
                + PaymentRecords.json("inside", "card-2", 6) + "}";
        String withoutId = "{\"card_id\":\"card-1\",\"event_time\":" + PaymentRecords.NOW + ",\"amount\":5}";
        harness.pipeFrame(
                List.of(records.next("card-1", withoutId, binary), records.next("card-2", envelope, structured)));

        List<TestRecord<String, JsonNode>> predictions = harness.predictions();
        assertThat(predictions)
                .extracting(prediction -> prediction.value().path("id").asText())
                .containsExactly("from-header", "inside");
        assertThat(predictions.get(0).headers().lastHeader("ce_id")).isNull();
        assertThat(header(predictions.get(1), "content-type")).isEqualTo("application/json");
    }

    @Test
    void alert_isRaised_whenTheScoreMatchesItsRule() {
        harness.pipeFrame(List.of(records.payment("a", "card-1", 999.5), records.payment("b", "card-1", 1_000)));

        assertThat(harness.predictions()).hasSize(2);
        List<TestRecord<String, JsonNode>> alerts = harness.alerts();
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).key()).isEqualTo("card-1");
        assertThat(alerts.get(0).value().toString()).contains("\"large\"", "\"high\"", "1000");
        assertThat(harness.metrics().sum("alerts", "large", "high")).isEqualTo(1);
    }

    @Test
    void prediction_saysThatItIsDegraded_whenTheProfileStoreIsDown() {
        harness.profiles().put("card-1", "avg_amount", "12.5@" + PaymentRecords.NOW);
        harness.profiles().put("card-2", "avg_amount", "7@" + PaymentRecords.NOW);
        harness.pipeFrame(List.of(records.payment("a", "card-1", 5)));
        harness.profiles().available(false);
        harness.pipeFrame(List.of(records.payment("b", "card-2", 5)));

        List<TestRecord<String, JsonNode>> predictions = harness.predictions();
        assertThat(feature(predictions.get(0), "avg_amount")).isEqualTo(12.5);
        assertThat(predictions.get(0).value().at("/parameters/degraded").isMissingNode())
                .isTrue();
        assertThat(feature(predictions.get(1), "avg_amount")).isZero();
        assertThat(predictions.get(1).value().at("/parameters/degraded").toString())
                .isEqualTo("[\"profile_unavailable\"]");
        assertThat(harness.metrics().sum("degraded", "profile_unavailable")).isEqualTo(1);
    }

    @Test
    void outputs_nameTheOriginalPosition_whenRepartitioned() {
        harness.close();
        harness = TopologyHarness.repartitioned();
        harness.pipeFrame(List.of(
                records.keyed("shop-1", PaymentRecords.json("a", "card-1", 5)),
                records.keyed("shop-2", "{broken"),
                records.keyed("shop-2", PaymentRecords.json("b", "card-1", 1_000)),
                records.keyed("shop-3", PaymentRecords.json("b", "card-1", 1_000))));

        List<TestRecord<String, JsonNode>> predictions = harness.predictions();
        assertThat(predictions).extracting(TestRecord::key).containsExactly("card-1", "card-1");
        assertOwn(predictions.get(0), 100);
        assertOwn(predictions.get(1), 102);
        assertThat(feature(predictions.get(1), "amount_1h_count")).isEqualTo(2);
        assertThat(harness.alerts()).hasSize(1).allSatisfy(alert -> assertOwnHeaders(alert, 102));
        List<TestRecord<String, String>> letters = harness.deadLetters();
        assertThat(letters)
                .extracting(letter -> header(letter, "__streams.errors.topic"))
                .containsOnly(harness.eventsTopic());
        assertThat(letters)
                .extracting(letter -> header(letter, "__streams.errors.offset"))
                .containsExactly("101", "103");
        assertThat(letters)
                .allSatisfy(letter ->
                        assertThat(letter.headers().lastHeader("riffle.source")).isNull());
    }

    /** As a library: the stages between a source and a node of someone's own. */
    @Test
    void stages_workInsideAnotherTopology_whenAddedToIt() {
        use(TopologyHarness.inside("shop.orders", ScoringTopologyTest::ownTopology));
        harness.pipeRaw(List.of(records.payment("a", "card-1", 5), records.payment("b", "card-2", 6)));

        assertThat(harness.output("shop.scores").readRecordsToList()).isEqualTo(harness.predictions());
    }

    private static Topology ownTopology(ScoringTopology stages) {
        Topology topology = new Topology();
        topology.addSource("read-orders", new ByteArrayDeserializer(), new FrameDeserializer(), "shop.orders");
        stages.addStages(topology, "read-orders", "copy-scores");
        return topology.addSink(
                "copy-scores",
                "shop.scores",
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                NodeNames.ROUTE_PREDICTIONS);
    }

    private static double feature(TestRecord<String, JsonNode> prediction, String name) {
        return prediction.value().at("/parameters/features").path(name).asDouble(Double.NaN);
    }

    private static List<String> reasons(List<TestRecord<String, String>> letters) {
        return letters.stream().map(letter -> header(letter, "riffle.reason")).toList();
    }

    private static String header(TestRecord<String, ?> output, String name) {
        return new String(output.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
