package io.riffle.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Rejection REJECTION =
            new Rejection(Stage.DECODE, DeadLetterReason.OUT_OF_RANGE, "must have at most 8 bytes: has 9");

    private static final long NOW = 1_736_121_600_000L;

    private final DeadLetters deadLetters =
            new DeadLetters(new RecordedMetrics(), 8, RecordLimit.USUAL, new RecordDates(() -> NOW));

    @Test
    void deadLetter_keepsTheRecordAndSaysWhy_whenItFits() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-1".getBytes(UTF_8));

        Record<byte[], byte[]> letter = deadLetters.record(row("12345678", headers), REJECTION);

        assertThat(letter.key()).asString(UTF_8).isEqualTo("card-1");
        assertThat(letter.value()).asString(UTF_8).isEqualTo("12345678");
        assertThat(letter.timestamp()).isEqualTo(42);
        assertThat(letter.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly(
                        "traceparent=00-1",
                        "__streams.errors.message=must have at most 8 bytes: has 9",
                        "__streams.errors.topic=events",
                        "__streams.errors.partition=3",
                        "__streams.errors.offset=7",
                        "riffle.stage=decode",
                        "riffle.reason=out_of_range");
    }

    /** The producer refuses a record beyond its limit, and that would stop the stream for one event. */
    @Test
    void value_isCutAndItsLengthKept_whenLongerThanTheLimit() {
        Record<byte[], byte[]> letter = deadLetters.record(row("123456789", new RecordHeaders()), REJECTION);

        assertThat(letter.value()).asString(UTF_8).isEqualTo("12345678");
        assertThat(letter.headers().lastHeader(DeadLetters.ORIGINAL_LENGTH).value())
                .asString(UTF_8)
                .isEqualTo("9");
    }

    /** It came in compressed; written it would be more than the topic takes. */
    @Test
    void largestHeadersAreLeftOut_andNamed_whenTheRecordWouldNotFit() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[1_200_000]);
        headers.add("traceparent", "00-1".getBytes(UTF_8));
        headers.add("nothing", null);

        Record<byte[], byte[]> letter = deadLetters.record(row("12345678", headers), REJECTION);

        assertThat(letter.headers().lastHeader("trace")).isNull();
        assertThat(letter.headers().lastHeader("nothing").value()).isNull();
        assertThat(letter.headers().lastHeader("traceparent")).isNotNull();
        assertThat(letter.headers().lastHeader(RecordLimit.HEADERS_CUT).value())
                .asString(UTF_8)
                .isEqualTo("trace (1200000 bytes)");
        assertThat(letter.value()).hasSize(8);
        assertThat(written(letter)).isLessThanOrEqualTo(RecordLimit.USUAL.bytes());
    }

    /** Whatever is large about a record: what Kafka's producer counts stays within the limit, and the cut is told. */
    @Test
    void letter_fitsAndSaysWhatIsCut_whateverIsLarge() {
        Random random = new Random(4);
        int[] sizes = {0, 1, 4_000, 5_000, 500_000, 1_047_000, 1_048_400, 1_048_576, 3_000_000};
        for (int limit : new int[] {100_000, RecordLimit.USUAL.bytes(), 4 << 20}) {
            DeadLetters bounded =
                    new DeadLetters(new RecordedMetrics(), 1 << 20, new RecordLimit(limit), new RecordDates(() -> NOW));
            for (int round = 0; round < 300; round++) {
                RecordHeaders headers = new RecordHeaders();
                int count = random.nextInt(3) == 0 ? random.nextInt(30_000) : random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    int size = count > 4 ? random.nextInt(60) : sizes[random.nextInt(sizes.length)];
                    headers.add(i % 7 == 0 ? "\u20ac" + i : "h", i % 5 == 1 ? null : new byte[size]);
                }
                byte[] key = random.nextInt(4) == 0 ? null : new byte[sizes[random.nextInt(sizes.length)]];
                byte[] value = random.nextInt(9) == 0 ? null : new byte[sizes[random.nextInt(sizes.length)]];
                FrameRow row = FrameRow.of(new SourcePosition("events", 3, 7), -1, key, value, headers);

                Record<byte[], byte[]> letter = bounded.record(row, REJECTION);

                assertThat(written(letter)).isLessThanOrEqualTo(limit);
                assertCutIsTold(value, letter.value(), letter, DeadLetters.ORIGINAL_LENGTH);
                assertCutIsTold(key, letter.key(), letter, DeadLetters.ORIGINAL_KEY_LENGTH);
                int told = letter.headers().lastHeader(RecordLimit.HEADERS_CUT) == null ? 0 : 1;
                int own = 6 + told + cut(value, letter.value()) + cut(key, letter.key());
                assertThat(letter.headers().toArray().length - own < count).isEqualTo(told == 1);
            }
        }
    }

    /** Kafka's clients refuse the one, and its topics the other. */
    @Test
    void timestamp_isThatOfReading_whenItCannotBeWritten() {
        assertThat(dated(-1)).isEqualTo(NOW);
        assertThat(dated(Long.MIN_VALUE)).isEqualTo(NOW);
        assertThat(dated(Long.MAX_VALUE)).isEqualTo(NOW);
        assertThat(dated(NOW + 3_600_000)).isEqualTo(NOW);
        assertThat(dated(NOW + 60_000)).isEqualTo(NOW + 60_000);
        assertThat(dated(0)).isZero();
    }

    private long dated(long timestamp) {
        FrameRow row = FrameRow.of(new SourcePosition("events", 3, 7), timestamp, null, null, new RecordHeaders());
        return deadLetters.record(row, REJECTION).timestamp();
    }

    private static void assertCutIsTold(byte[] original, byte[] kept, Record<byte[], byte[]> letter, String mark) {
        Header told = letter.headers().lastHeader(mark);
        if (cut(original, kept) == 0) {
            assertThat(kept).isEqualTo(original);
            assertThat(told).isNull();
        } else {
            assertThat(told.value()).asString(UTF_8).isEqualTo(Integer.toString(original.length));
        }
    }

    private static int cut(byte[] original, byte[] kept) {
        return original != null && kept.length < original.length ? 1 : 0;
    }

    private static int written(Record<byte[], byte[]> letter) {
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                + DefaultRecord.sizeInBytes(
                        0,
                        0,
                        letter.key() == null ? -1 : letter.key().length,
                        letter.value() == null ? -1 : letter.value().length,
                        letter.headers().toArray())
                + 20;
    }

    private static FrameRow row(String value, RecordHeaders headers) {
        return FrameRow.of(
                new SourcePosition("events", 3, 7), 42, "card-1".getBytes(UTF_8), value.getBytes(UTF_8), headers);
    }
}
