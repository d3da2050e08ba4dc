package io.riffle.app.topic;

import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records beside the stream, without a group: from the beginning unless it is told to start elsewhere. Not
 * thread-safe but for {@link #wakeUp}.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** The newest record of a partition is among its last so many positions: some are taken by transactions. */
    private static final long TAIL = 100;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private List<TopicPartition> partitions = List.of();

    TopicReader(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, List<String> topics) {
        this.consumer = consumer;
        boolean ready = false;
        try {
            assign(topics);
            ready = true;
        } finally {
            if (!ready) {
                consumer.close();
            }
        }
    }

    /**
     * Connects to the pipeline's broker.
     *
     * @throws org.apache.kafka.common.KafkaException if it does not answer
     */
    public static TopicReader open(Pipeline pipeline, String... topics) {
        return open(new StreamsSettings(pipeline).reader(), topics);
    }

    /** Connects to a broker without encryption or credentials, before there is a pipeline. */
    public static TopicReader open(String bootstrapServers, String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        return open(settings, topic);
    }

    /** The same with settings of a consumer. */
    static TopicReader open(Map<String, Object> settings, String... topics) {
        return new TopicReader(new KafkaConsumer<>(settings), List.of(topics));
    }

    /** Starts at the beginning of these topics instead. */
    void assign(List<String> topics) {
        List<TopicPartition> found = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> found.add(new TopicPartition(topic, partition.partition())));
        }
        partitions = List.copyOf(found);
        start(partitions);
    }

    private void start(List<TopicPartition> those) {
        consumer.assign(those);
        consumer.seekToBeginning(those);
    }

    /** Those of the topics, in order; none if a topic does not exist. */
    public List<TopicPartition> partitions() {
        return partitions;
    }

    /**
     * Starts at the first records from that time on.
     *
     * @param time milliseconds since the epoch
     */
    public void startAt(long time) {
        Map<TopicPartition, Long> starts = new HashMap<>(ends(partitions));
        starts.putAll(firstFrom(time));
        starts.forEach(consumer::seek);
    }

    /**
     * Starts so many days before a time, or before the newest record, whose timestamp may be far from today's.
     *
     * @param end how long the search for the newest record may take
     */
    public void startBefore(Optional<Long> at, int days, TopicEnd end) {
        long until = at.isPresent() ? at.get() : newest(end);
        startAt(until - Duration.ofDays(days).toMillis());
    }

    /** The timestamp of the newest record; 0 if none is found. */
    private long newest(TopicEnd end) {
        skipTo(TAIL);
        AtomicLong newest = new AtomicLong();
        end.read(consumer, record -> newest.accumulateAndGet(record.timestamp(), Math::max));
        return newest.get();
    }

    /** Jumps over what is not among the last so many positions of a partition; the ends of all. */
    Map<TopicPartition, Long> skipTo(long most) {
        Map<TopicPartition, Long> ends = ends(partitions);
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) < end - most) {
                consumer.seek(partition, end - most);
            }
        });
        return ends;
    }

    /**
     * Hands over every record up to the present end.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if that takes too long
     */
    public void readToEnd(TopicEnd end, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        end.read(consumer, next);
    }

    /** Hands over what is among the last so many positions of a partition, up to the present end. */
    public void readLast(long most, TopicEnd end, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        skipTo(most);
        end.read(consumer, next);
    }

    /** Hands over the records of each partition, one partition after the other, until no more are wanted. */
    public void readInOrder(TopicEnd end, Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
        for (TopicPartition partition : partitions) {
            start(List.of(partition));
            if (!end.readWhile(consumer, wantsMore)) {
                return;
            }
        }
    }

    /** Hands over what comes next; waits up to the time limit for it. */
    public void poll(Duration limit, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        consumer.poll(limit).forEach(next);
    }

    /** Hands over what lies between these positions until no more is wanted, or it is said not to go on. */
    void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            BooleanSupplier goesOn,
            Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        readUpTo(to, goesOn, record -> {
            long behind = to.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
            return record.offset() >= behind || wantsMore.test(record);
        });
    }

    /** Hands over what comes up to these positions, and what comes with it. */
    void readUpTo(
            Map<TopicPartition, Long> to, BooleanSupplier goesOn, Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
        while (!hasReached(to) && goesOn.getAsBoolean()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!wantsMore.test(record)) {
                    return;
                }
            }
        }
    }

    private boolean hasReached(Map<TopicPartition, Long> to) {
        return to.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> those) {
        return consumer.beginningOffsets(those);
    }

    Map<TopicPartition, Long> ends(Collection<TopicPartition> those) {
        return consumer.endOffsets(those);
    }

    /** The positions of the first records from that time on, for partitions that have one. */
    Map<TopicPartition, Long> firstFrom(long time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, time)));
        Map<TopicPartition, Long> starts = new HashMap<>();
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    /** Ends a poll in another thread, with a {@link org.apache.kafka.common.errors.WakeupException} there. */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
