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
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds committed records in topics that nobody has indexed: from their ends backwards, because who asks mostly asks about
 * something recent. Ends with its time. Not thread-safe.
 */
public final class TopicSearch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Records of a partition that are read before those in front of them. */
    private static final long CHUNK = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long until;
    private final LongConsumer progress;
    private long read;
    private boolean complete = true;

    /**
     * Connects to the pipeline's broker.
     *
     * @param until end of the search, by {@link System#nanoTime}
     * @param progress told how many records have been read
     */
    public TopicSearch(Pipeline pipeline, long until, LongConsumer progress) {
        consumer = new KafkaConsumer<>(new StreamsSettings(pipeline).reader());
        this.until = until;
        this.progress = progress;
    }

    public long read() {
        return read;
    }

    /** Whether everything that was asked for has been looked at; false where the time was over before. */
    public boolean isComplete() {
        return complete;
    }

    /** The newest record of these topics that is wanted. */
    public Optional<ConsumerRecord<byte[], byte[]>> newest(
            List<String> topics, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<TopicPartition> partitions = partitions(topics);
        Map<TopicPartition, Long> high = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        while (!high.equals(begin) && inTime()) {
            Map<TopicPartition, Long> low = new HashMap<>();
            high.forEach(
                    (partition, end) -> low.put(partition, Math.max(begin.getOrDefault(partition, 0L), end - CHUNK)));
            Optional<ConsumerRecord<byte[], byte[]>> found = last(low, high, wanted);
            if (found.isPresent()) {
                return found;
            }
            high = low;
        }
        return Optional.empty();
    }

    private Optional<ConsumerRecord<byte[], byte[]>> last(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        read(from, to, record -> {
            if (wanted.test(record)) {
                found.add(record);
            }
            return true;
        });
        return found.stream().max((left, right) -> Long.compare(left.timestamp(), right.timestamp()));
    }

    /** The record at a position; empty where retention has removed it. */
    public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        if (offset >= consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L)) {
            read(Map.of(place, offset), Map.of(place, offset + 1), record -> !found.add(record));
        }
        return found.stream().findFirst();
    }

    /** The wanted records of a topic from a time on, among the first so many of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> from(
            String topic, long timestamp, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions(List.of(topic)).forEach(partition -> times.put(partition, timestamp));
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> start :
                consumer.offsetsForTimes(times).entrySet()) {
            if (start.getValue() != null) {
                starts.put(start.getKey(), start.getValue().offset());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        consumer.endOffsets(starts.keySet())
                .forEach((partition, end) ->
                        ends.put(partition, Math.min(end, starts.getOrDefault(partition, 0L) + CHUNK)));
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        read(starts, ends, record -> {
            if (wanted.test(record)) {
                found.add(record);
            }
            return true;
        });
        return found;
    }

    /** Reads until the consumer says that it has enough, or the end, or the time is over. */
    private void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        while (inTime() && !reached(to)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < to.getOrDefault(partition, 0L)) {
                    read++;
                    if (!wantsMore.test(record)) {
                        return;
                    }
                }
            }
            progress.accept(read);
        }
    }

    private boolean reached(Map<TopicPartition, Long> to) {
        return to.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private boolean inTime() {
        boolean inTime = System.nanoTime() - until < 0;
        complete = complete && inTime;
        return inTime;
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
