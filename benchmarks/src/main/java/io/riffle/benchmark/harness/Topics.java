package io.riffle.benchmark.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The broker's topics and how far a consumer group has committed. */
public final class Topics implements AutoCloseable {
    public static final int PARTITIONS = 4;

    private final Admin admin;

    public Topics(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    public static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    public void create(Collection<String> names) throws IOException {
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                .toList();
        get(admin.createTopics(topics).all());
    }

    /** Deletes every topic whose name starts so: outputs and changelogs of a finished run. */
    public void deleteStartingWith(String prefix) throws IOException {
        Set<String> names = get(admin.listTopics().names());
        List<String> finished =
                names.stream().filter(name -> name.startsWith(prefix)).toList();
        get(admin.deleteTopics(finished).all());
    }

    /**
     * Waits until the group has committed everything that now is in the topic. Under exactly-once an offset is committed
     * in the transaction of its results, so this is also when the last result can be read. Asking for two numbers
     * disturbs the measurement far less than reading the results along.
     */
    public void awaitConsumed(String topic, String group, Duration limit, ChildProcess consumer) throws IOException {
        long end = end(topic);
        Waiting.until(limit, "group '" + group + "' must consume " + end + " records of '" + topic + "'", () -> {
            consumer.mustBeAlive();
            return Optional.of(committed(topic, group)).filter(offset -> offset >= end);
        });
    }

    private long end(String topic) throws IOException {
        Map<TopicPartition, OffsetSpec> ends = partitions(topic).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return get(admin.listOffsets(ends).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private long committed(String topic, String group) throws IOException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (IOException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException("the broker must answer: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
