package io.riffle.benchmark.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.benchmark.workload.MlpModel;
import io.riffle.benchmark.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All committed predictions of one run: which events have one, how often, and with what score. */
public final class Predictions {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final float[] scores;
    private int repeated;

    private Predictions(int events) {
        scores = new float[events];
        Arrays.fill(scores, Float.NaN);
    }

    /** Reads a topic to its end. */
    public static Predictions read(String bootstrapServers, String topic, int events) throws IOException {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        List<TopicPartition> partitions = Topics.partitions(topic);
        Predictions predictions = new Predictions(events);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    predictions.add(MAPPER.readTree(record.value()));
                }
            }
        }
        return predictions;
    }

    private void add(JsonNode prediction) throws IOException {
        if (!prediction.path("model_name").asText().equals(MlpModel.NAME)) {
            throw new IOException("a prediction must come from model " + MlpModel.NAME + ": " + prediction);
        }
        int index = Workload.index(prediction.path("id").asText());
        if (!Float.isNaN(scores[index])) {
            repeated++;
        }
        scores[index] = (float) prediction.at("/outputs/0/data/0").asDouble(Double.NaN);
    }

    /** Events without a prediction, or with one that has no score. */
    public int missing() {
        int missing = 0;
        for (float score : scores) {
            missing += Float.isNaN(score) ? 1 : 0;
        }
        return missing;
    }

    /** Predictions of events that had one already. */
    public int repeated() {
        return repeated;
    }

    /** The largest difference between the scores of two contenders for the same event. */
    public double distance(Predictions other) {
        double distance = 0;
        for (int i = 0; i < scores.length; i++) {
            distance = Math.max(distance, Math.abs((double) scores[i] - other.scores[i]));
        }
        return distance;
    }
}
