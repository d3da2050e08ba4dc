package io.riffle.app.topic;

import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic of JSON without a group, from a time on. Not thread-safe. */
public final class TopicHistory implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    /** The newest record of a partition is among its last so many positions: some are taken by transactions. */
    private static final long TAIL = 100;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /**
     * Starts at the first records from that time on.
     *
     * @param from milliseconds since the epoch
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public TopicHistory(Pipeline pipeline, String topic, long from) {
        this(consumer(pipeline), topic, history -> history.seek(from));
    }

    /**
     * Starts so many days before a time, or before the newest record, whose timestamp may be far from today's.
     *
     * @param end how long the search for the newest record may take
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public TopicHistory(Pipeline pipeline, String topic, Optional<Long> at, int days, TopicEnd end) {
        this(consumer(pipeline), topic, at, days, end);
    }

    TopicHistory(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            String topic,
            Optional<Long> at,
            int days,
            TopicEnd end) {
        this(consumer, topic, history -> {
            long until = at.isPresent() ? at.get() : history.newest(end);
            history.seek(until - Duration.ofDays(days).toMillis());
        });
    }

    private TopicHistory(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            String topic,
            Consumer<TopicHistory> start) {
        this.consumer = consumer;
        boolean ready = false;
        try {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            consumer.assign(partitions);
            start.accept(this);
            ready = true;
        } finally {
            if (!ready) {
                consumer.close();
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Pipeline pipeline) {
        return new KafkaConsumer<>(new StreamsSettings(pipeline).reader());
    }

    /** The timestamp of the newest record; 0 where none is found. */
    private long newest(TopicEnd end) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, behind) ->
                        consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), behind - TAIL)));
        AtomicLong newest = new AtomicLong();
        end.read(consumer, record -> newest.accumulateAndGet(record.timestamp(), Math::max));
        return newest.get();
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

    /**
     * Hands over every record up to the present end.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException where that takes too long
     */
    public void readToEnd(TopicEnd end, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        end.read(consumer, next);
    }

    /** Hands over what comes next; waits up to 200 ms for it. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> next) {
        consumer.poll(POLL).forEach(next);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
