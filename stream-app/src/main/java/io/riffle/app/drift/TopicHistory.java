package io.riffle.app.drift;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic of JSON without a group, from a time on. Not thread-safe. */
public final class TopicHistory implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /**
     * Starts at the first records from that time on.
     *
     * @param from milliseconds since the epoch
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public TopicHistory(Pipeline pipeline, String topic, long from) {
        consumer = new KafkaConsumer<>(new StreamsSettings(pipeline).reader());
        boolean ready = false;
        try {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            consumer.assign(partitions);
            seek(from);
            ready = true;
        } finally {
            if (!ready) {
                consumer.close();
            }
        }
    }

    private void seek(long from) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, from)));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = found.get(partition);
            consumer.seek(partition, offset == null ? ends.getOrDefault(partition, 0L) : offset.offset());
        }
    }

    /** Hands over every record up to the present end. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> next) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(next);
        }
    }

    /** Hands over what comes next; waits up to 200 ms for it. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> next) {
        consumer.poll(POLL).forEach(next);
    }

    /** A record's value as one of the types of the schemas; empty where it is none or has nothing under {@code required}. */
    public static <T> Optional<T> value(ConsumerRecord<byte[], byte[]> record, Class<T> type, String required) {
        try {
            return record.value() != null && JSON.readTree(record.value()).has(required)
                    ? Optional.of(JSON.readValue(record.value(), type))
                    : Optional.empty();
        } catch (IOException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
