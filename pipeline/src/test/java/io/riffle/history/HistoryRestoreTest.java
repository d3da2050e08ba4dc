package io.riffle.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.HistoryConfig;
import io.riffle.config.HistoryConfig.StoreKind;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureType;
import io.riffle.frame.EventFrame;
import io.riffle.frame.EventFrames;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.window.Aggregate;
import io.riffle.window.EntityHistory;
import io.riffle.window.WindowSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instance dies and another one goes on with what the changelog topic holds. */
class HistoryRestoreTest {
    private static final long START = 1_736_121_600_000L;
    private static final WindowSpec WINDOW = new WindowSpec(
            "recent",
            "amount",
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            List.of(Aggregate.COUNT, Aggregate.STD));

    @TempDir
    private Path directory;

    private final List<String> features = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"MEMORY, MEMORY", "ROCKSDB, ROCKSDB", "MEMORY, ROCKSDB", "ROCKSDB, MEMORY"})
    void features_areThoseOfAnUninterruptedRun_whenStoreIsRebuiltFromChangelog(StoreKind kind, StoreKind next) {
        List<String> events = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            events.add("card-" + random.nextInt(5) + "," + (START + i * 2000L) + "," + random.nextInt(1000));
        }
        try (TopologyTestDriver driver = driver(kind, "uninterrupted")) {
            input(driver).pipeValueList(events);
        }
        List<String> expected = List.copyOf(features);
        features.clear();
        List<Record<byte[], byte[]>> changelog = new ArrayList<>();
        try (TopologyTestDriver driver = driver(kind, "first")) {
            input(driver).pipeValueList(events.subList(0, 200));
            driver.createOutputTopic(
                            "first-entity-history-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(entry -> changelog.add(new Record<>(entry.key(), entry.value(), 0)));
        }
        // And the declaration of the windows.
        assertThat(changelog).hasSize(200 + 1);
        try (TopologyTestDriver driver = driver(next, "second")) {
            KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(HistoryStores.ENTITY_HISTORY);
            changelog.forEach(entry -> store.put(Bytes.wrap(entry.key()), entry.value()));
            input(driver).pipeValueList(events.subList(200, 400));
        }
        assertThat(features).isEqualTo(expected).hasSize(400);
    }

    private TopologyTestDriver driver(StoreKind kind, String application) {
        HistoryConfig config = new HistoryConfig(List.of(WINDOW), kind, EntityHistory.FORGET_AFTER);
        Topology topology = new Topology()
                .addSource("read", new ByteArrayDeserializer(), new StringDeserializer(), "events")
                .addProcessor("frame", FrameOfOne::new, "read")
                .addProcessor(
                        "history",
                        () -> new HistoryProcessor(config, schema(), new RecordedMetrics(), () -> 0),
                        "frame")
                .addProcessor("collect", Collector::new, "history")
                .addStateStore(HistoryStores.entityHistory(kind), "history");
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        return new TopologyTestDriver(topology, settings);
    }

    private static TestInputTopic<byte[], String> input(TopologyTestDriver driver) {
        return driver.createInputTopic("events", new ByteArraySerializer(), new StringSerializer());
    }

    private static FeatureSchema schema() {
        return new FeatureSchema(List.of(
                new Feature("amount", FeatureType.NUMBER, FeatureSource.EVENT),
                new Feature("recent_count", FeatureType.NUMBER, FeatureSource.HISTORY),
                new Feature("recent_std", FeatureType.NUMBER, FeatureSource.HISTORY)));
    }

    private static final class FrameOfOne extends ContextualProcessor<byte[], String, byte[], EventFrame> {
        @Override
        public void process(Record<byte[], String> record) {
            String[] parts = record.value().split(",");
            EventFrame frame = EventFrames.empty(schema(), 1);
            frame.features().number(0, 0, Double.parseDouble(parts[2]));
            long time = Long.parseLong(parts[1]);
            EventFrames.add(frame, 0, time, "id", parts[0], time);
            context().forward(record.withValue(frame));
        }
    }

    private final class Collector extends ContextualProcessor<byte[], EventFrame, Void, Void> {
        @Override
        public void process(Record<byte[], EventFrame> record) {
            EventFrame frame = record.value();
            features.add(frame.entity(0) + " " + frame.features().number(1, 0) + " "
                    + frame.features().number(2, 0));
        }
    }
}
