package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.InMemoryProfileSource;
import io.riffle.frame.PackingInterceptor;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.scoring.InMemoryScorer;
import io.riffle.scoring.ModelPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A topology on Kafka's test driver, with the in-memory twins of model and profile store. It owns topics and time.
 * Closing it checks what must hold after every test: everything that was written was read by the test (a dead letter
 * that nobody expected is an unread one), received = predicted + dead-lettered + skipped, and no model run was left open.
 */
final class TopologyHarness implements AutoCloseable {
    private static final Path PIPELINE = Path.of("src", "test", "resources", "topology", "payments.yaml");
    private static final int FRAME_ROWS = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Pipeline pipeline;
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final RecordedModelMetrics modelMetrics = new RecordedModelMetrics();
    private final AtomicLong nanoseconds = new AtomicLong();
    private final InMemoryScorer scorer;
    private final InMemoryProfileSource profiles;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestOutputTopic<String, JsonNode> predictions;
    private final TestOutputTopic<String, JsonNode> alerts;
    private final TestOutputTopic<String, String> deadLetters;

    private TopologyHarness(Pipeline pipeline, String input, Function<ScoringTopology, Topology> topology) {
        this.pipeline = pipeline;
        scorer = new InMemoryScorer("1", pipeline.schema().column("amount"));
        profiles = new InMemoryProfileSource(pipeline.profile().orElseThrow().fields());
        driver = new TopologyTestDriver(topology.apply(scoring()), settings(pipeline));
        events = driver.createInputTopic(input, new ByteArraySerializer(), new ByteArraySerializer());
        predictions = output(pipeline.topics().predictions(), TopologyHarness::json);
        alerts = output(pipeline.topics().alerts(), TopologyHarness::json);
        deadLetters = output(pipeline.topics().deadLetters(), new StringDeserializer());
    }

    /** The events topic is partitioned by entity. */
    static TopologyHarness direct() {
        Pipeline pipeline = pipeline(true);
        return new TopologyHarness(pipeline, pipeline.topics().events(), ScoringTopology::build);
    }

    /** The events topic is partitioned by something else. */
    static TopologyHarness repartitioned() {
        Pipeline pipeline = pipeline(false);
        return new TopologyHarness(pipeline, pipeline.topics().events(), ScoringTopology::build);
    }

    /** A pipeline with other settings. */
    static TopologyHarness with(Map<String, String> settings) {
        Pipeline pipeline = new ConfigLoader(Map.of(), settings).load(PIPELINE).value();
        return new TopologyHarness(pipeline, pipeline.topics().events(), ScoringTopology::build);
    }

    /** Someone's own topology that contains the stages. */
    static TopologyHarness inside(String input, Function<ScoringTopology, Topology> own) {
        return new TopologyHarness(pipeline(true), input, own);
    }

    static Pipeline pipeline(boolean partitionedByEntity) {
        Map<String, String> overrides = Map.of("event.partitioned-by-entity", Boolean.toString(partitionedByEntity));
        return new ConfigLoader(Map.of(), overrides).load(PIPELINE).value();
    }

    private ScoringTopology scoring() {
        return new ScoringTopology(
                pipeline,
                new Adapters(
                        ModelPorts.only(scorer, modelMetrics),
                        Optional.of(profiles),
                        metrics,
                        () -> nanoseconds.getAndAdd(1_000),
                        () -> PaymentRecords.NOW));
    }

    private static Properties settings(Pipeline pipeline) {
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        // The stores of these tests are in memory; a state directory would be shared with other tests.
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of("target", "topology-test").toString());
        return settings;
    }

    InMemoryProfileSource profiles() {
        return profiles;
    }

    RecordedMetrics metrics() {
        return metrics;
    }

    String eventsTopic() {
        return pipeline.topics().events();
    }

    /** One by one and not packed, as a consumer delivers them whose interceptor failed. */
    void pipeRaw(List<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(this::pipe);
    }

    /** Packed as the consumer does. */
    void pipeFrame(List<ConsumerRecord<byte[], byte[]>> records) {
        PackingInterceptor.pack(records, FRAME_ROWS).forEach(this::pipe);
    }

    private void pipe(ConsumerRecord<byte[], byte[]> record) {
        events.pipeInput(new TestRecord<>(
                record.key(), record.value(), new RecordHeaders(record.headers()), record.timestamp()));
    }

    /** All predictions since the last call. */
    List<TestRecord<String, JsonNode>> predictions() {
        return predictions.readRecordsToList();
    }

    List<TestRecord<String, JsonNode>> alerts() {
        return alerts.readRecordsToList();
    }

    List<TestRecord<String, String>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    /** A topic that someone's own sink writes. */
    TestOutputTopic<String, JsonNode> output(String topic) {
        return output(topic, TopologyHarness::json);
    }

    private <V> TestOutputTopic<String, V> output(String topic, Deserializer<V> values) {
        return driver.createOutputTopic(topic, new StringDeserializer(), values);
    }

    private static JsonNode json(String topic, byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    @Override
    public void close() {
        try {
            assertThat(deadLetters()).as("unexpected dead letters").isEmpty();
            assertThat(predictions()).as("unread predictions").isEmpty();
            assertThat(alerts()).as("unread alerts").isEmpty();
            assertThat(metrics.balances())
                    .as("received = predicted + dead-lettered + skipped in %s", metrics.all())
                    .isTrue();
        } finally {
            driver.close();
        }
        assertThat(scorer.openRuns()).as("open model runs").isZero();
    }
}
