package io.riffle.app.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer without a group that is asked now and then and jumps over what is too much: the stream never knows that
 * somebody watches. Connects with the first question.
 */
public final class KafkaTail implements TopicTail {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final int MOST_BYTES = 1 << 20;

    private final Map<String, Object> settings;
    private final String topic;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private List<TopicPartition> partitions = List.of();

    /** @param reader settings of a consumer of committed records */
    public KafkaTail(Map<String, Object> reader, String topic) {
        settings = new HashMap<>(reader);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_BYTES / 4);
        this.topic = topic;
    }

    @Override
    public synchronized void read(int most, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        KafkaConsumer<byte[], byte[]> reader = connected();
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        ends.forEach((partition, end) -> {
            if (reader.position(partition) < end - most) {
                reader.seek(partition, end - most);
            }
        });
        long started = System.nanoTime();
        while (behind(reader, ends) && System.nanoTime() - started < PATIENCE_NANOS) {
            reader.poll(POLL).forEach(next);
        }
    }

    private static boolean behind(KafkaConsumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue());
    }

    private KafkaConsumer<byte[], byte[]> connected() {
        if (consumer != null) {
            return consumer;
        }
        KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(settings);
        try {
            partitions = opened.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            opened.assign(partitions);
            opened.seekToBeginning(partitions);
        } catch (RuntimeException unreachable) {
            opened.close();
            throw unreachable;
        }
        consumer = opened;
        return opened;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
