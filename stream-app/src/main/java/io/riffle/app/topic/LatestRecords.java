package io.riffle.app.topic;

import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** The last committed record of every key of a topic, for commands that show what a stream has published. */
public final class LatestRecords {
    private LatestRecords() {}

    /** By key, those that were written last come last. */
    public static Map<String, byte[]> read(Pipeline pipeline, String topic, TopicEnd end) throws UserProblem {
        try (TopicReader reader = TopicReader.open(pipeline, topic)) {
            if (reader.partitions().isEmpty()) {
                throw new UserProblem("the topic must exist: " + topic + " does not");
            }
            return read(reader, end);
        } catch (KafkaException unreachable) {
            throw new UserProblem(
                    "topic " + topic + " must be readable at "
                            + pipeline.kafka().bootstrapServers() + ": " + unreachable.getMessage(),
                    unreachable);
        }
    }

    private static Map<String, byte[]> read(TopicReader reader, TopicEnd end) {
        Map<String, byte[]> latest = new LinkedHashMap<>();
        reader.readToEnd(end, record -> {
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
