package io.riffle.app.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("drift.v1", 0);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A report per day, of days long gone: none is of the last seven of the calendar. */
    private static final int DAYS = 200;

    @Test
    void reader_startsSoManyDaysBeforeTheNewestRecord_whenNoTimeIsGiven() {
        assertThat(days(Optional.empty())).containsExactly(192L, 193L, 194L, 195L, 196L, 197L, 198L, 199L);
    }

    @Test
    void reader_startsSoManyDaysBeforeATime_whenItIsGiven() {
        assertThat(days(Optional.of(Duration.ofDays(20).toMillis())))
                .startsWith(13L)
                .hasSize(DAYS - 13);
    }

    @Test
    void reader_startsAtTheBeginning_andStopsWhenNoMoreAreWanted() {
        List<Long> found = new ArrayList<>();
        try (TopicReader reader = new TopicReader(new Days(), List.of("drift.v1"))) {
            reader.readInOrder(TopicEnd.within(LIMIT), record -> {
                found.add(record.offset());
                return found.size() < 3;
            });
        }
        assertThat(found).containsExactly(0L, 1L, 2L);
    }

    private static List<Long> days(Optional<Long> at) {
        Days consumer = new Days();
        TopicEnd end = TopicEnd.within(LIMIT);
        List<Long> found = new ArrayList<>();
        try (TopicReader history = new TopicReader(consumer, List.of("drift.v1"))) {
            history.startBefore(at, 7, end);
            consumer.fill();
            history.readToEnd(end, record -> found.add(record.offset()));
        }
        return found;
    }

    /** One record per day since the epoch. Kafka's consumer for tests does not know times, and forgets what was polled. */
    private static final class Days extends MockConsumer<byte[], byte[]> {
        Days() {
            super("earliest");
            updatePartitions(
                    "drift.v1", List.of(new PartitionInfo("drift.v1", 0, Node.noNode(), new Node[0], new Node[0])));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            updateEndOffsets(Map.of(PARTITION, (long) DAYS));
            schedulePollTask(this::fill);
        }

        void fill() {
            for (long day = position(PARTITION); day < DAYS; day++) {
                addRecord(new ConsumerRecord<>(
                        "drift.v1",
                        0,
                        day,
                        Duration.ofDays(day).toMillis(),
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty()));
            }
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) -> found.put(
                    partition, new OffsetAndTimestamp(Duration.ofMillis(time).toDays(), time)));
            return found;
        }
    }
}
