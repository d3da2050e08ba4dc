package io.riffle.app.topic;

import io.riffle.config.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds committed records in topics that nobody has indexed: from their ends backwards, because requests are mostly about
 * something recent. Ends with its time. Not thread-safe.
 */
public final class TopicSearch implements AutoCloseable {
    /** Records of a partition that are read before those in front of them. */
    private static final long CHUNK = 5_000;

    private final TopicReader reader;
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
        reader = TopicReader.open(pipeline);
        this.until = until;
        this.progress = progress;
    }

    public long read() {
        return read;
    }

    /** Whether everything that was asked for has been looked at; false if the time was over before. */
    public boolean isComplete() {
        return complete;
    }

    /** The newest record of these topics that is wanted. */
    public Optional<ConsumerRecord<byte[], byte[]>> newest(
            List<String> topics, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        reader.assign(topics);
        Map<TopicPartition, Long> high = new HashMap<>(reader.ends(reader.partitions()));
        Map<TopicPartition, Long> begin = reader.beginnings(reader.partitions());
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

    /** The record at a position; empty if retention has removed it. */
    public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        if (offset >= reader.beginnings(List.of(place)).getOrDefault(place, 0L)) {
            read(Map.of(place, offset), Map.of(place, offset + 1), record -> !found.add(record));
        }
        return found.stream().findFirst();
    }

    /** The wanted records of a topic from a time on, among the first so many of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> from(
            String topic, long timestamp, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        reader.assign(List.of(topic));
        Map<TopicPartition, Long> starts = reader.firstFrom(timestamp);
        Map<TopicPartition, Long> ends = new HashMap<>();
        reader.ends(starts.keySet())
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
        reader.read(from, to, this::inTime, record -> {
            read++;
            return wantsMore.test(record);
        });
        progress.accept(read);
    }

    private boolean inTime() {
        progress.accept(read);
        boolean inTime = System.nanoTime() - until < 0;
        complete = complete && inTime;
        return inTime;
    }

    @Override
    public void close() {
        reader.close();
    }
}
