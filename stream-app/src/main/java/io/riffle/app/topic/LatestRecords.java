package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The last committed record of every key of a topic, for commands that show what a stream has published. */
public final class LatestRecords {
    private LatestRecords() {}

    /** By key, those that were written last come last. */
    public static Map<String, byte[]> read(Pipeline pipeline, String topic, TopicEnd end) throws UserProblem {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(new StreamsSettings(pipeline).reader())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UserProblem("the topic must exist: " + topic + " does not");
            }
            return read(consumer, partitions, end);
        } catch (KafkaException unreachable) {
            throw new UserProblem(
                    "topic " + topic + " must be readable at "
                            + pipeline.kafka().bootstrapServers() + ": " + unreachable.getMessage(),
                    unreachable);
        }
    }

    private static Map<String, byte[]> read(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, TopicEnd end) {
        Map<String, byte[]> latest = new LinkedHashMap<>();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        end.read(consumer, record -> {
            if (record.key() != null) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                latest.remove(key);
                if (record.value() != null) {
                    latest.put(key, record.value());
                }
            }
        });
        return latest;
    }
}
