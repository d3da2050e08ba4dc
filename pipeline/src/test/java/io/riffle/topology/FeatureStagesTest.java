package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.InMemoryProfileSource;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.RecordedSink;
import io.riffle.frame.PackingInterceptor;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.scoring.InMemoryScorer;
import io.riffle.scoring.ModelPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages that are there only if features are derived or materialized, inside a whole topology. */
class FeatureStagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordedSink sink = new RecordedSink();
    private final RecordedMetrics metrics = new RecordedMetrics();
    private Pipeline pipeline;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> events;
    private PaymentRecords records;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        Path payments = Path.of("src", "test", "resources", "topology", "payments.yaml");
        String yaml = Files.readString(payments)
                .replace("aggregates: [count, sum]}", "aggregates: [count, sum], materialize: true, ttl: 2h}")
                .replace("include-features: [", "include-features: [ratio, is_large, ")
                .concat("""
                        derived:
                          ratio: amount_1h_sum / (amount_1h_count * 10) + avg_amount
                          is_large: {expression: "ratio > 2", type: boolean}
                        """);
        Path file = Files.writeString(directory.resolve("payments.yaml"), yaml);
        pipeline = new ConfigLoader(Map.of(), Map.of()).load(file).value();
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put("state.dir", directory.resolve("state").toString());
        driver = new TopologyTestDriver(new ScoringTopology(pipeline, adapters()).build(), settings);
        events = driver.createInputTopic(
                pipeline.topics().events(), new ByteArraySerializer(), new ByteArraySerializer());
        records = new PaymentRecords(pipeline.topics().events(), 0, 0);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private Adapters adapters() {
        return new Adapters(
                        ModelPorts.only(
                                new InMemoryScorer("1", pipeline.schema().column("ratio")), new RecordedModelMetrics()),
                        Optional.of(new InMemoryProfileSource(
                                pipeline.profile().orElseThrow().fields())),
                        metrics,
                        () -> 0,
                        () -> PaymentRecords.NOW)
                .with(sink);
    }

    @Test
    void topology_hasBothStages_betweenHistoryAndScore() throws Exception {
        String actual =
                new ScoringTopology(pipeline, adapters()).build().describe().toString();
        Path golden = Path.of("src", "test", "resources", "topology", "features.txt");
        assertThat(actual.strip()).isEqualTo(Files.readString(golden).strip());
    }

    /** The model of this test gives the derived feature as score: it must be there before the model runs. */
    @Test
    void derivedFeatures_reachTheModelAndThePrediction() throws Exception {
        frame(List.of(
                records.payment("a", "card-1", 10),
                records.payment("b", "card-1", 50),
                records.payment("c", "card-2", 5)));

        List<JsonNode> predictions = predictions();
        assertThat(predictions)
                .extracting(prediction -> prediction.at("/parameters/score").asDouble())
                .containsExactly(1.0, 3.0, 0.5);
        assertThat(predictions)
                .extracting(prediction ->
                        prediction.at("/parameters/features/is_large").asBoolean())
                .containsExactly(false, true, false);
    }

    @Test
    void history_isWrittenOnceForEachFrame_asItWasAtTheLastEvent() {
        frame(List.of(
                records.payment("a", "card-1", 10),
                records.payment("b", "card-1", 50),
                records.payment("c", "card-2", 5)));
        frame(List.of(records.payment("d", "card-1", 1)));

        assertThat(sink.frames())
                .containsExactly(
                        List.of(update("card-1", 2, 60), update("card-2", 1, 5)), List.of(update("card-1", 3, 61)));
        predictions();
    }

    private static ProfileUpdate update(String card, int count, int sum) {
        return new ProfileUpdate(
                card,
                Map.of("amount_1h_count", "" + count, "amount_1h_sum", "" + sum),
                List.of(),
                PaymentRecords.NOW,
                Duration.ofHours(2));
    }

    private void frame(List<ConsumerRecord<byte[], byte[]>> rows) {
        for (ConsumerRecord<byte[], byte[]> packed : PackingInterceptor.pack(rows, 256)) {
            events.pipeInput(new TestRecord<>(
                    packed.key(), packed.value(), new RecordHeaders(packed.headers()), packed.timestamp()));
        }
    }

    private List<JsonNode> predictions() {
        List<JsonNode> all = new ArrayList<>();
        driver.createOutputTopic(
                        pipeline.topics().predictions(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .forEach(value -> {
                    try {
                        all.add(JSON.readTree(value));
                    } catch (java.io.IOException invalid) {
                        throw new java.io.UncheckedIOException(invalid);
                    }
                });
        return all;
    }
}
