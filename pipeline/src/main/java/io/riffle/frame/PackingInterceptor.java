package io.riffle.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Packs what one poll delivered for one partition into frames, on the main consumer of Kafka Streams.
 *
 * <p>How to score in batches without losing one at a crash? Three ways:
 *
 * <ul>
 *   <li>A. Collect rows in a processor and flush by size or timer. Kafka Streams commits the offsets of rows that are
 *       still collected; a kill loses them (1,194 of 84,616 measured).
 *   <li>B. The same, flushed when a state store is committed. Under exactly-once that call comes too late or not at all
 *       (958 of 92,588 lost).
 *   <li>C. Let one record be the batch. Streams then commits either before or after the whole batch, by its own
 *       arithmetic: a frame has the offset of its first row, and a drained queue commits {@code nextOffsets}.
 * </ul>
 *
 * C is what this class does: none lost, no timer, no flush. Exceptions of an interceptor are swallowed by the consumer,
 * which then delivers the raw records; {@link FrameDeserializer} accepts those as frames of one row.
 */
public final class PackingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** Consumer setting: the topics whose records are packed, separated by commas. */
    public static final String TOPICS = "riffle.frame.topics";

    /** Consumer setting: how many rows a frame holds at most. */
    public static final String MAX_SIZE = "riffle.frame.max-size";

    /** A frame is closed early beyond this size, so that large records do not keep a thread for long. */
    static final int MAX_BYTES = 4 << 20;

    private static final byte[] NOTHING = {};

    private Set<String> topics = Set.of();
    private int maxSize = 1;

    @Override
    public void configure(Map<String, ?> settings) {
        topics = Set.of(String.valueOf(settings.get(TOPICS)).split(",", -1));
        maxSize = Integer.parseInt(String.valueOf(settings.get(MAX_SIZE)));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return polled;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> packed = new LinkedHashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            packed.put(partition, topics.contains(partition.topic()) ? pack(records, maxSize) : records);
        }
        return new ConsumerRecords<>(packed, polled.nextOffsets());
    }

    /** Packs records of one partition, in order; every record is in exactly one frame. */
    public static List<ConsumerRecord<byte[], byte[]>> pack(List<ConsumerRecord<byte[], byte[]>> records, int maxSize) {
        List<ConsumerRecord<byte[], byte[]>> frames = new ArrayList<>(records.size() / maxSize + 1);
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            int size = size(records.get(i));
            if (i > start && (i - start == maxSize || bytes + size > MAX_BYTES)) {
                frames.add(frame(records.subList(start, i), bytes));
                start = i;
                bytes = 0;
            }
            bytes += size;
        }
        frames.add(frame(records.subList(start, records.size()), bytes));
        return frames;
    }

    private static ConsumerRecord<byte[], byte[]> frame(List<ConsumerRecord<byte[], byte[]>> rows, int bytes) {
        ConsumerRecord<byte[], byte[]> first = rows.get(0);
        long latest = rows.stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow();
        RecordHeaders headers = new RecordHeaders();
        headers.add(new FrameHeader(rows));
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                latest,
                first.timestampType(),
                ConsumerRecord.NULL_SIZE,
                bytes,
                null,
                NOTHING,
                headers,
                first.leaderEpoch());
    }

    private static int size(ConsumerRecord<byte[], byte[]> record) {
        int size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
