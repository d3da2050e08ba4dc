package io.riffle.app.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that dies after it has told the end: the records up to there never come. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TopicEndTest {
    private static final TopicPartition PARTITION = new TopicPartition("t.v1", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanos = new AtomicLong();
    private final List<Long> read = new ArrayList<>();

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
    }

    @Test
    void reading_endsInTime_whenRecordsStayAway() {
        add(0);
        AtomicLong clock = new AtomicLong();
        TopicEnd end = new TopicEnd(Duration.ofMillis(5), false, () -> clock.addAndGet(1_000_000));
        assertThatThrownBy(() -> end.read(consumer, record -> read.add(record.offset())))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("topic t.v1 must be read to its end within 5 ms: 2 records are left");
        assertThat(read).containsExactly(0L);
    }

    @Test
    void reading_mayTakeLong_whenRecordsCome() {
        TopicEnd end = new TopicEnd(Duration.ofSeconds(30), true, nanos::get);
        for (long offset = 0; offset < 3; offset++) {
            long next = offset;
            consumer.schedulePollTask(() -> {
                add(next);
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
            });
        }
        end.read(consumer, record -> read.add(record.offset()));
        assertThat(read).containsExactly(0L, 1L, 2L);

        consumer.updateEndOffsets(Map.of(PARTITION, 4L));
        consumer.schedulePollTask(() -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(30)));
        assertThatThrownBy(() -> end.read(consumer, record -> read.add(record.offset())))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("without a pause of 30000 ms: 1 records are left");
    }

    private void add(long offset) {
        consumer.addRecord(new ConsumerRecord<>("t.v1", 0, offset, new byte[0], new byte[0]));
    }
}
