package io.riffle.benchmark.plain;

import ai.onnxruntime.OrtException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.FeatureLayout;
import io.riffle.benchmark.workload.Prediction;
import io.riffle.benchmark.workload.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Scoring as one would write it first: Kafka Streams' own settings, exactly-once, a window store with one entry per card
 * and minute, a Redis read and an ONNX run for every event.
 */
public final class PlainStreams {
    static final String STORE = "card-minutes";

    private PlainStreams() {}

    public static void main(String[] arguments) throws IOException, OrtException {
        RunSettings settings = RunSettings.read(Path.of(arguments[0]));
        RedisClient redis = RedisClient.create(settings.redisUri());
        PlainModel model = new PlainModel(settings.model());
        KafkaStreams streams =
                new KafkaStreams(topology(settings, model, redis.connect().sync()), properties(settings));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(10))));
        streams.start();
    }

    private static Topology topology(RunSettings settings, PlainModel model, RedisCommands<String, String> redis) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(minuteStore());
        builder.stream(settings.eventsTopic(), Consumed.with(Serdes.String(), JsonSerde.of(CardEvent.class)))
                .processValues(() -> new ScoreEventProcessor(model, redis), STORE)
                .to(settings.predictionsTopic(), Produced.with(Serdes.String(), JsonSerde.of(Prediction.class)));
        return builder.build();
    }

    private static StoreBuilder<WindowStore<String, MinuteTotals>> minuteStore() {
        Duration retention = Duration.ofMinutes(FeatureLayout.LONGEST_WINDOW);
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(STORE, retention, Duration.ofMinutes(1), false),
                Serdes.String(),
                MinuteTotals.serde());
    }

    private static Properties properties(RunSettings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.application());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.streamThreads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.directory());
        return properties;
    }
}
