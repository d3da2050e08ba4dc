package io.riffle.app;

import io.riffle.config.Pipeline;
import io.riffle.config.TopicsConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker for the topics of a pipeline. */
final class TopicCheck {
    private static final int TIMEOUT_SECONDS = 15;

    private final Admin admin;

    TopicCheck(Admin admin) {
        this.admin = admin;
    }

    /** The partitions of each topic of the pipeline, in the order events go; a topic that does not exist has none. */
    Map<String, Integer> partitions(Pipeline pipeline) throws StartException, InterruptedException {
        TopicsConfig topics = pipeline.topics();
        List<String> names = List.of(topics.events(), topics.predictions(), topics.alerts(), topics.deadLetters());
        Map<String, Integer> partitions = new LinkedHashMap<>();
        for (String name : names) {
            KafkaFuture<Map<String, TopicDescription>> asked =
                    admin.describeTopics(List.of(name)).allTopicNames();
            partitions.put(name, partitions(asked, pipeline.kafka().bootstrapServers()));
        }
        return partitions;
    }

    /** Fails unless all topics exist. */
    void require(Pipeline pipeline) throws StartException, InterruptedException {
        List<String> missing = partitions(pipeline).entrySet().stream()
                .filter(topic -> topic.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            throw new StartException("topics must exist: " + String.join(", ", missing)
                    + " not found; create them with 'riffle topics create'");
        }
    }

    private static int partitions(KafkaFuture<Map<String, TopicDescription>> asked, String bootstrapServers)
            throws StartException, InterruptedException {
        try {
            return asked.get(TIMEOUT_SECONDS, TimeUnit.SECONDS).values().stream()
                    .mapToInt(topic -> topic.partitions().size())
                    .sum();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw new StartException("Kafka must answer at " + bootstrapServers + ": " + failed.getCause(), failed);
        } catch (TimeoutException silent) {
            throw new StartException(
                    "Kafka must answer at " + bootstrapServers + " within " + TIMEOUT_SECONDS + " s: it did not",
                    silent);
        }
    }
}
