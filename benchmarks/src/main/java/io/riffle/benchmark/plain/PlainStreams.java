package io.riffle.benchmark.plain;

import ai.onnxruntime.OrtException;
import io.riffle.benchmark.workload.CardEvent;
import io.riffle.benchmark.workload.CardHistory;
import io.riffle.benchmark.workload.Prediction;
import io.riffle.benchmark.workload.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Scoring as one would write it first: exactly-once, a store with the history of each card, a Redis read and an ONNX run for
 * every event; with the settings of somebody who has read the tuning guide: a cache before the store,
 * fewer commits, and larger requests.
 */
public final class PlainStreams {
    static final String STORE = "cards";

    private PlainStreams() {}

    public static void main(String[] arguments) throws IOException, OrtException {
        RunSettings settings = RunSettings.read(Path.of(arguments[0]));
        PlainModel model = new PlainModel(settings.model());
        KafkaStreams streams = new KafkaStreams(topology(settings, model), properties(settings));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(10))));
        streams.start();
    }

    private static Topology topology(RunSettings settings, PlainModel model) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(historyStore());
        builder.stream(settings.eventsTopic(), Consumed.with(Serdes.String(), JsonSerde.of(CardEvent.class)))
                .processValues(() -> new ScoreEventProcessor(model, settings.redisUri()), STORE)
                .to(settings.predictionsTopic(), Produced.with(Serdes.String(), JsonSerde.of(Prediction.class)));
        return builder.build();
    }

    private static StoreBuilder<KeyValueStore<String, CardHistory>> historyStore() {
        Serde<CardHistory> serde = Serdes.serdeFrom(
                (topic, history) -> history == null ? null : history.encode(),
                (topic, bytes) -> bytes == null ? null : CardHistory.decode(bytes));
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), serde)
                .withCachingEnabled();
    }

    private static Properties properties(RunSettings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.application());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.streamThreads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.directory());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 128L << 20);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
        return properties;
    }
}
