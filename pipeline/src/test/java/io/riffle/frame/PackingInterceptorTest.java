package io.riffle.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;

class PackingInterceptorTest {
    private static final TopicPartition EVENTS = new TopicPartition("events", 3);
    private static final TopicPartition OTHER = new TopicPartition("changelog", 0);

    private final FrameDeserializer deserializer = new FrameDeserializer();

    private record Source(String topic, int partition, long offset) implements RecordMetadata {}

    /** The committed offset is the frame's: it must be that of the first row, or rows of a half-done poll are lost. */
    @Test
    void frame_hasOffsetOfItsFirstRow_whenPollIsSplit() {
        ConsumerRecords<byte[], byte[]> packed = interceptor(4).onConsume(poll(records(EVENTS, 10)));

        assertThat(packed.records(EVENTS)).extracting(ConsumerRecord::offset).containsExactly(100L, 104L, 108L);
        assertThat(packed.nextOffsets()).containsEntry(EVENTS, new OffsetAndMetadata(110));
    }

    @Test
    void rows_keepKeyValueHeadersTimestampOffset_whenPackedAndUnpacked() {
        List<ConsumerRecord<byte[], byte[]>> records = records(EVENTS, 25);

        List<FrameRow> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> frame : PackingInterceptor.pack(records, 8)) {
            rows.addAll(deserializer
                    .deserialize("events", frame.headers(), frame.value())
                    .rows());
        }

        assertThat(rows).hasSameSizeAs(records);
        for (int i = 0; i < rows.size(); i++) {
            ConsumerRecord<byte[], byte[]> expected = records.get(i);
            FrameRow row = rows.get(i);
            assertThat(row.key()).isSameAs(expected.key());
            assertThat(row.value()).isSameAs(expected.value());
            assertThat(row.timestamp()).isEqualTo(expected.timestamp());
            assertThat(row.position()).isEqualTo(new SourcePosition("events", 3, expected.offset()));
            assertThat(row.headers()).isEqualTo(expected.headers());
        }
    }

    @Test
    void otherTopics_passThrough_whenNotEventTopics() {
        List<ConsumerRecord<byte[], byte[]>> changelog = records(OTHER, 3);

        ConsumerRecords<byte[], byte[]> packed = interceptor(2).onConsume(poll(changelog));

        assertThat(packed.records(OTHER)).isEqualTo(changelog);
    }

    @Test
    void frame_isClosedEarly_whenRowsAreLarge() {
        byte[] large = new byte[PackingInterceptor.MAX_BYTES / 2 - 100];
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            records.add(record(EVENTS, i, null, large, new RecordHeaders()));
        }

        List<ConsumerRecord<byte[], byte[]>> frames = PackingInterceptor.pack(records, 256);

        assertThat(frames).extracting(ConsumerRecord::offset).containsExactly(0L, 2L, 4L);
    }

    /** The consumer swallows an interceptor's exception and delivers raw records: they must be scored all the same. */
    @Test
    void rawRecord_becomesFrameOfOne_whenInterceptorDidNotRun() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-1".getBytes(UTF_8));

        Frame raw = deserializer.deserialize("events", headers, "{}".getBytes(UTF_8));
        Frame frame = Frame.of(
                new Record<>("card-1".getBytes(UTF_8), raw, 42, headers), Optional.of(new Source("events", 1, 7)));

        assertThat(frame.rows()).singleElement().satisfies(row -> {
            assertThat(row.key()).asString(UTF_8).isEqualTo("card-1");
            assertThat(row.value()).asString(UTF_8).isEqualTo("{}");
            assertThat(row.position()).isEqualTo(new SourcePosition("events", 1, 7));
            assertThat(row.timestamp()).isEqualTo(42);
            assertThat(row.header("traceparent")).asString(UTF_8).isEqualTo("00-1");
        });
    }

    /** A producer can set any header; it must not get its bytes read as a frame of somebody else's rows. */
    @Test
    void rawRecord_isNotUnpacked_whenItsProducerForgedTheHeader() {
        RecordHeaders forged = new RecordHeaders();
        forged.add(FrameHeader.NAME, "guess".getBytes(UTF_8));

        Frame frame = deserializer.deserialize("events", forged, "{}".getBytes(UTF_8));

        assertThat(frame.located()).isFalse();
        assertThat(frame.rows()).hasSize(1);
    }

    private static PackingInterceptor interceptor(int maxSize) {
        PackingInterceptor interceptor = new PackingInterceptor();
        interceptor.configure(
                Map.of(PackingInterceptor.TOPICS, "events,more-events", PackingInterceptor.MAX_SIZE, maxSize));
        return interceptor;
    }

    private static ConsumerRecords<byte[], byte[]> poll(List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
        TopicPartition partition = new TopicPartition(last.topic(), last.partition());
        return new ConsumerRecords<>(
                Map.of(partition, records), Map.of(partition, new OffsetAndMetadata(last.offset() + 1)));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, int count) {
        Random random = new Random(count);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordHeaders headers = new RecordHeaders();
            if (i % 3 == 0) {
                headers.add("trace-ä", new byte[] {(byte) i});
                headers.add("empty", null);
            }
            byte[] key = i % 4 == 0 ? null : ("card-" + i).getBytes(UTF_8);
            byte[] value = i % 7 == 5 ? null : new byte[random.nextInt(300)];
            records.add(record(partition, 100 + i, key, value, headers));
        }
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] key, byte[] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                1_700_000_000_000L + offset,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.of(5));
    }
}
